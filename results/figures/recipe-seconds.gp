# Optimizers by time, on images held out of the training
# Draws recipe-seconds.svg, recipe-seconds.png, recipe-seconds.pdf, recipe-seconds-column.pdf from recipe-seconds.dat. By hand, in this folder: gnuplot recipe-seconds.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [4.651291246607946:242.6295303500376]
set yrange [28.15:28.75]
set xtics nomirror out ('5' 5, '10' 10, '20' 20, '50' 50, '100' 100, '200' 200, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 30 1, '' 40 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1)
set ytics nomirror out ('28.2' 28.2, '28.3' 28.3, '28.4' 28.4, '28.5' 28.5, '28.6' 28.6, '28.7' 28.7)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.3598
set tmargin at screen 0.9515
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2675 left top vertical maxrows 6 noenhanced Left reverse samplen 3 width 3
set label 'Seconds of training on one thread' at graph 0.5, screen 0.2982 center noenhanced
set label 'Average PSNR on BSDS train 200 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Optimizers by time, on images held out of the training' at screen 0.1042, screen 0.9698 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on BSDS train' at screen 0.1042, screen 0.0822 left noenhanced font ',12' tc rgb '#444444'
set label '200 at x3; 200,000 backprops; one seed. The same runs over the seconds that they trained on one thread of one machine,' at screen 0.1042, screen 0.0621 left noenhanced font ',12' tc rgb '#444444'
set label 'evaluations not counted. Curves un-padded, levels padded: networks end 0.03 dB higher there. Outside the axes: Bicubic' at screen 0.1042, screen 0.0420 left noenhanced font ',12' tc rgb '#444444'
set label '27.70.' at screen 0.1042, screen 0.0219 left noenhanced font ',12' tc rgb '#444444'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7

set terminal svg noenhanced size 960,845 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'recipe-seconds.svg'

plot 'recipe-seconds.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'recipe-seconds.dat' index 0 every ::6::6 using 1:2 with points ls 1 notitle, \
     'recipe-seconds.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'recipe-seconds.dat' index 1 every ::6::6 using 1:2 with points ls 2 notitle, \
     'recipe-seconds.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'recipe-seconds.dat' index 2 every ::6::6 using 1:2 with points ls 3 notitle, \
     'recipe-seconds.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'recipe-seconds.dat' index 3 every ::6::6 using 1:2 with points ls 4 notitle, \
     'recipe-seconds.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'recipe-seconds.dat' index 4 every ::6::6 using 1:2 with points ls 5 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'Muon 4e-3, constant', \
     keyentry with linespoints ls 2 title 'Muon 4e-3', \
     keyentry with linespoints ls 3 title 'SOAP 3e-3', \
     keyentry with linespoints ls 4 title 'Adam 3e-3, whitened', \
     keyentry with linespoints ls 5 title 'Adam 1e-3'

set terminal pngcairo noenhanced size 1920,1690 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'recipe-seconds.png'
replot

set terminal pdfcairo noenhanced size 8.000in,7.042in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'recipe-seconds.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10' 10, '30' 30, '100' 100, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.4234
set tmargin at screen 0.9708
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.2810 left top vertical maxrows 6 noenhanced Left reverse samplen 3 width 3
set label 'Seconds of training on one thread' at graph 0.5, screen 0.3285 center noenhanced
set label 'Average PSNR on BSDS train 200 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

set terminal pdfcairo noenhanced size 3.500in,3.996in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'recipe-seconds-column.pdf'

plot 'recipe-seconds.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'recipe-seconds.dat' index 0 every ::6::6 using 1:2 with points ls 1 notitle, \
     'recipe-seconds.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'recipe-seconds.dat' index 1 every ::6::6 using 1:2 with points ls 2 notitle, \
     'recipe-seconds.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'recipe-seconds.dat' index 2 every ::6::6 using 1:2 with points ls 3 notitle, \
     'recipe-seconds.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'recipe-seconds.dat' index 3 every ::6::6 using 1:2 with points ls 4 notitle, \
     'recipe-seconds.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'recipe-seconds.dat' index 4 every ::6::6 using 1:2 with points ls 5 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'Muon 4e-3, constant', \
     keyentry with linespoints ls 2 title 'Muon 4e-3', \
     keyentry with linespoints ls 3 title 'SOAP 3e-3', \
     keyentry with linespoints ls 4 title 'Adam 3e-3, whitened', \
     keyentry with linespoints ls 5 title 'Adam 1e-3'

unset output
