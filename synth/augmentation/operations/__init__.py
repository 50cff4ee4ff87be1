"""The operations of augmentation, one file each."""
