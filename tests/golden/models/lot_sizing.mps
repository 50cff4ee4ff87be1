* Make and store goods over the year's months; a set-up costs money, and so does storing.
NAME model
ROWS
 N objective
 E first
 E balance(Feb)
 E balance(Mar)
 E balance(Apr)
 E balance(May)
 L switch(Jan)
 L switch(Feb)
 L switch(Mar)
 L switch(Apr)
 L switch(May)
 L rest(Mar)
 L rest(Apr)
 L rest(May)
 G seasons(Feb)
 G seasons(Mar)
 G grow(2)
 G grow(3)
 G grow(4)
 G grow(5)
COLUMNS
 make(Jan) first 1
 make(Jan) switch(Jan) 1
 make(Feb) balance(Feb) 1
 make(Feb) switch(Feb) 1
 make(Mar) balance(Mar) 1
 make(Mar) switch(Mar) 1
 make(Apr) balance(Apr) 1
 make(Apr) switch(Apr) 1
 make(May) balance(May) 1
 make(May) switch(May) 1
 stock(Jan) objective 1.5
 stock(Jan) first -1
 stock(Jan) balance(Feb) 1
 stock(Feb) objective 1.5
 stock(Feb) balance(Mar) 1
 stock(Feb) balance(Feb) -1
 stock(Feb) seasons(Feb) 1
 stock(Mar) objective 1.5
 stock(Mar) balance(Apr) 1
 stock(Mar) balance(Mar) -1
 stock(Mar) seasons(Feb) 1
 stock(Mar) seasons(Mar) 1
 stock(Apr) objective 1.5
 stock(Apr) balance(May) 1
 stock(Apr) balance(Apr) -1
 stock(Apr) seasons(Mar) 1
 stock(May) objective 1.5
 stock(May) balance(May) -1
 MARKER0 'MARKER' 'INTORG'
 setup(Jan) objective 30
 setup(Jan) switch(Jan) -60
 setup(Jan) rest(Mar) 1
 setup(Feb) objective 30
 setup(Feb) switch(Feb) -60
 setup(Feb) rest(Mar) 1
 setup(Feb) rest(Apr) 1
 setup(Mar) objective 30
 setup(Mar) switch(Mar) -60
 setup(Mar) rest(Mar) 1
 setup(Mar) rest(Apr) 1
 setup(Mar) rest(May) 1
 setup(Apr) objective 30
 setup(Apr) switch(Apr) -60
 setup(Apr) rest(Apr) 1
 setup(Apr) rest(May) 1
 setup(May) objective 30
 setup(May) switch(May) -60
 setup(May) rest(May) 1
 crew(1) objective 15
 crew(1) grow(2) -1
 crew(2) objective 14
 crew(2) grow(2) 1
 crew(2) grow(3) -1
 crew(3) objective 12
 crew(3) grow(3) 1
 crew(3) grow(4) -1
 crew(4) objective 9
 crew(4) grow(4) 1
 crew(4) grow(5) -1
 crew(5) objective 5
 crew(5) grow(5) 1
 MARKER1 'MARKER' 'INTEND'
RHS
 RHS first 20
 RHS balance(Feb) 35
 RHS balance(Mar) 10
 RHS balance(Apr) 50
 RHS balance(May) 25
 RHS rest(Mar) 2
 RHS rest(Apr) 2
 RHS rest(May) 2
 RHS seasons(Feb) 4
 RHS seasons(Mar) 4
 RHS grow(2) 1
 RHS grow(3) 1
 RHS grow(4) 1
 RHS grow(5) 1
BOUNDS
 UP BND make(Jan) 60
 UP BND make(Feb) 60
 UP BND make(Mar) 60
 UP BND make(Apr) 60
 UP BND make(May) 60
 BV BND setup(Jan)
 BV BND setup(Feb)
 BV BND setup(Mar)
 BV BND setup(Apr)
 BV BND setup(May)
 LI BND crew(1) 0
 UI BND crew(1) 9
 LI BND crew(2) 0
 UI BND crew(2) 9
 LI BND crew(3) 0
 UI BND crew(3) 9
 LI BND crew(4) 0
 UI BND crew(4) 9
 LI BND crew(5) 0
 UI BND crew(5) 9
ENDATA
