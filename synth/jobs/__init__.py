"""Jobs: datasets of any size, made shard by shard, that survive interruptions and are the same on every machine."""
