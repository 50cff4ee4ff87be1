* A portfolio with least risk.
NAME model
ROWS
 N objective
 E whole
 G earn
COLUMNS
 share(gold) whole 1
 share(gold) earn 0.05
 share(oil) whole 1
 share(oil) earn 0.12
 share(land) whole 1
 share(land) earn 0.08
RHS
 RHS whole 1
 RHS earn 0.08
BOUNDS
 UP BND share(gold) 1
 UP BND share(oil) 1
 UP BND share(land) 1
QUADOBJ
 share(gold) share(gold) 8
 share(gold) share(oil) 2
 share(oil) share(oil) 18
 share(oil) share(land) 4
 share(land) share(land) 6
ENDATA
