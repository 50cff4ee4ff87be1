* Two plants ship to three stores. Lyon makes up to 120 tons a week, Turin 90.
*
* ship: tons shipped
* supply: no plant makes more than it can
* demand: every store gets what it needs
NAME model
ROWS
 N objective
 L supply(Lyon)
 L supply(Turin)
 G demand(Nice)
 G demand(Milan)
 G demand(Genoa)
COLUMNS
 ship(Lyon,Nice) objective 4
 ship(Lyon,Nice) supply(Lyon) 1
 ship(Lyon,Nice) demand(Nice) 1
 ship(Lyon,Milan) objective 6
 ship(Lyon,Milan) supply(Lyon) 1
 ship(Lyon,Milan) demand(Milan) 1
 ship(Lyon,Genoa) objective 9
 ship(Lyon,Genoa) supply(Lyon) 1
 ship(Lyon,Genoa) demand(Genoa) 1
 ship(Turin,Nice) objective 5
 ship(Turin,Nice) supply(Turin) 1
 ship(Turin,Nice) demand(Nice) 1
 ship(Turin,Milan) objective 3
 ship(Turin,Milan) supply(Turin) 1
 ship(Turin,Milan) demand(Milan) 1
 ship(Turin,Genoa) objective 2
 ship(Turin,Genoa) supply(Turin) 1
 ship(Turin,Genoa) demand(Genoa) 1
RHS
 RHS supply(Lyon) 120
 RHS supply(Turin) 90
 RHS demand(Nice) 50
 RHS demand(Milan) 40
 RHS demand(Genoa) 30
ENDATA
