# PSNR and running time by the number of filters
# Draws table1.svg, table1.png, table1.pdf, table1-column.pdf from table1.dat. By hand, in this folder: gnuplot table1.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [0.75:0.0046070142933333355]
set yrange [32.23:32.77]
set xtics nomirror out ('0.01' 0.01, '0.1' 0.1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009000000000000001 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1)
set ytics nomirror out ('32.3' 32.3, '32.4' 32.4, '32.5' 32.5, '32.6' 32.6, '32.7' 32.7)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.2282
set tmargin at screen 0.9415
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1170 left top vertical maxrows 1 noenhanced Left reverse samplen 3 width 3
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.1541 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'PSNR and running time by the number of filters' at screen 0.1042, screen 0.9636 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.0506 left noenhanced font ',12' tc rgb '#444444'
set label '300,000 backprops; mean of 3 seeds.' at screen 0.1042, screen 0.0264 left noenhanced font ',12' tc rgb '#444444'

# The names of the points
set label 'n1=128, n2=64' at first 0.037330545000000055, first 32.72890815650657 left offset 1,0 noenhanced font ',11' tc rgb '#0072B2'
set label 'n1=64, n2=32' at first 0.013204047266666574, first 32.570924814205966 left offset 1,0 noenhanced font ',11' tc rgb '#BA5200'
set label 'n1=32, n2=16' at first 0.0057587678666666696, first 32.35600960917413 right offset -1,0 noenhanced font ',11' tc rgb '#00815D'
set label 'n1=128, n2=64' at first 0.6, first 32.6 left offset 1,0 noenhanced font ',11' tc rgb '#0072B2'
set label 'n1=64, n2=32' at first 0.18, first 32.52 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label 'n1=32, n2=16' at first 0.05, first 32.26 center offset 0,0.7 noenhanced font ',11' tc rgb '#00815D'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#4D9CC9' lw 2 dt '.' pt 6 ps 0.9
set style line 5 lc rgb '#E28E4D' lw 2 dt '.' pt 8 ps 0.9
set style line 6 lc rgb '#4DBB9D' lw 2 dt '.' pt 4 ps 0.9

set terminal svg noenhanced size 960,701 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'table1.svg'

plot 'table1.dat' index 3 using 1:2 with points ls 4 notitle, \
     'table1.dat' index 4 using 1:2 with points ls 5 notitle, \
     'table1.dat' index 5 using 1:2 with points ls 6 notitle, \
     'table1.dat' index 0 using 1:2:3:4 with yerrorbars ls 1 lw 1.2 notitle, \
     'table1.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'table1.dat' index 0 every ::0::0 using 1:2 with points ls 1 ps 1.0 lc rgb 'white' notitle, \
     'table1.dat' index 0 every ::0::0 using 1:2 with points ls 1 notitle, \
     'table1.dat' index 1 using 1:2:3:4 with yerrorbars ls 2 lw 1.2 notitle, \
     'table1.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'table1.dat' index 1 every ::0::0 using 1:2 with points ls 2 ps 1.0 lc rgb 'white' notitle, \
     'table1.dat' index 1 every ::0::0 using 1:2 with points ls 2 notitle, \
     'table1.dat' index 2 using 1:2:3:4 with yerrorbars ls 3 lw 1.2 notitle, \
     'table1.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'table1.dat' index 2 every ::0::0 using 1:2 with points ls 3 ps 1.0 lc rgb 'white' notitle, \
     'table1.dat' index 2 every ::0::0 using 1:2 with points ls 3 notitle, \
     keyentry with points pt 7 ps 0.9 lc rgb '#333333' title 'This program', \
     keyentry with points pt 6 ps 0.9 lw 2 lc rgb '#333333' title 'The paper'

set terminal pngcairo noenhanced size 1920,1402 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'table1.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.842in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'table1.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('0.01' 0.01, '0.1' 0.1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009000000000000001 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.3130
set tmargin at screen 0.9652
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1435 left top vertical maxrows 2 noenhanced Left reverse samplen 3 width 3
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.2000 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# The names of the points
set label 'n1=128, n2=64' at first 0.037330545000000055, first 32.72890815650657 center offset 0,-0.8 noenhanced font ',11' tc rgb '#0072B2'
set label 'n1=64, n2=32' at first 0.013204047266666574, first 32.570924814205966 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label 'n1=32, n2=16' at first 0.0057587678666666696, first 32.35600960917413 right offset -1,0 noenhanced font ',11' tc rgb '#00815D'
set label 'n1=128, n2=64' at first 0.6, first 32.6 left offset 1,0 noenhanced font ',11' tc rgb '#0072B2'
set label 'n1=64, n2=32' at first 0.18, first 32.52 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label 'n1=32, n2=16' at first 0.05, first 32.26 center offset 0,0.7 noenhanced font ',11' tc rgb '#00815D'

set terminal pdfcairo noenhanced size 3.500in,3.354in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'table1-column.pdf'

plot 'table1.dat' index 3 using 1:2 with points ls 4 notitle, \
     'table1.dat' index 4 using 1:2 with points ls 5 notitle, \
     'table1.dat' index 5 using 1:2 with points ls 6 notitle, \
     'table1.dat' index 0 using 1:2:3:4 with yerrorbars ls 1 lw 1.2 notitle, \
     'table1.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'table1.dat' index 0 every ::0::0 using 1:2 with points ls 1 ps 1.0 lc rgb 'white' notitle, \
     'table1.dat' index 0 every ::0::0 using 1:2 with points ls 1 notitle, \
     'table1.dat' index 1 using 1:2:3:4 with yerrorbars ls 2 lw 1.2 notitle, \
     'table1.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'table1.dat' index 1 every ::0::0 using 1:2 with points ls 2 ps 1.0 lc rgb 'white' notitle, \
     'table1.dat' index 1 every ::0::0 using 1:2 with points ls 2 notitle, \
     'table1.dat' index 2 using 1:2:3:4 with yerrorbars ls 3 lw 1.2 notitle, \
     'table1.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'table1.dat' index 2 every ::0::0 using 1:2 with points ls 3 ps 1.0 lc rgb 'white' notitle, \
     'table1.dat' index 2 every ::0::0 using 1:2 with points ls 3 notitle, \
     keyentry with points pt 7 ps 0.9 lc rgb '#333333' title 'This program', \
     keyentry with points pt 6 ps 0.9 lw 2 lc rgb '#333333' title 'The paper'

unset output
