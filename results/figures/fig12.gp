# Accuracy and running time of SRCNN and the other methods
# Draws fig12.svg, fig12.png, fig12.pdf, fig12-column.pdf from fig12.dat. By hand, in this folder: gnuplot fig12.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [106.1875:0.022621415348571428]
set yrange [28.18:29.4]
set xtics nomirror out ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1)
set ytics nomirror out ('28.2' 28.2, '28.4' 28.4, '28.6' 28.6, '28.8' 28.8, '29.0' 29, '29.2' 29.2, '29.4' 29.4)
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
set label 'Average PSNR on Set14 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Accuracy and running time of SRCNN and the other methods' at screen 0.1042, screen 0.9636 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (some augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set14 at' at screen 0.1042, screen 0.0506 left noenhanced font ',12' tc rgb '#444444'
set label 'x3; 2,400,000 backprops; mean of 1 to 5 seeds.' at screen 0.1042, screen 0.0264 left noenhanced font ',12' tc rgb '#444444'

# The names of the points
set label '9-1-5' at first 0.028276769185714284, first 29.209147326656158 right offset -1,0 noenhanced font ',11' tc rgb '#0072B2'
set label '9-3-5' at first 0.05244907037142853, first 29.30668813614639 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label '9-5-5' at first 0.07718467305714286, first 29.313620519540734 center offset 0,-0.8 noenhanced font ',11' tc rgb '#00815D'
set label 'SC' at first 1.8051825319999995, first 28.250626265827602 center offset 0,0.7 noenhanced font ',11' tc rgb '#9C5B7F'
set label 'NE+LLE' at first 0.4346107069285726, first 28.57434574463911 center offset 0,0.7 noenhanced font ',11' tc rgb '#9A6900'
set label 'ANR' at first 0.10743125228571213, first 28.627438565090674 center offset 0,0.7 noenhanced font ',11' tc rgb '#38789C'
set label 'A+' at first 0.10637805671428627, first 29.12469549561272 center offset 0,0.7 noenhanced font ',11' tc rgb '#000000'
set label '9-1-5' at first 0.39, first 29.14 center offset 0,0.7 noenhanced font ',11' tc rgb '#0072B2'
set label '9-3-5' at first 1.19, first 29.24 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label '9-5-5' at first 2.78, first 29.3 center offset 0,0.7 noenhanced font ',11' tc rgb '#00815D'
set label 'SC' at first 84.95, first 28.31 center offset 0,0.7 noenhanced font ',11' tc rgb '#9C5B7F'
set label 'KK' at first 22.6, first 28.94 center offset 0,0.7 noenhanced font ',11' tc rgb '#757575'
set label 'NE+LLE' at first 5.35, first 28.6 center offset 0,0.7 noenhanced font ',11' tc rgb '#9A6900'
set label 'ANR' at first 0.97, first 28.65 center offset 0,0.7 noenhanced font ',11' tc rgb '#38789C'
set label 'A+' at first 0.97, first 29.13 center offset 0,0.7 noenhanced font ',11' tc rgb '#000000'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7
set style line 6 lc rgb '#56B4E9' lw 2.6 pt 15 ps 0.7
set style line 7 lc rgb '#000000' lw 2.6 pt 5 ps 0.7
set style line 8 lc rgb '#4D9CC9' lw 2 dt '.' pt 6 ps 0.9
set style line 9 lc rgb '#E28E4D' lw 2 dt '.' pt 8 ps 0.9
set style line 10 lc rgb '#4DBB9D' lw 2 dt '.' pt 4 ps 0.9
set style line 11 lc rgb '#DBA1C1' lw 2 dt '.' pt 12 ps 0.9
set style line 12 lc rgb '#B8B8B8' lw 2 dt '.' pt 8 ps 0.9
set style line 13 lc rgb '#EEBC4D' lw 2 dt '.' pt 10 ps 0.9
set style line 14 lc rgb '#89CBF0' lw 2 dt '.' pt 14 ps 0.9
set style line 15 lc rgb '#4D4D4D' lw 2 dt '.' pt 4 ps 0.9

set terminal svg noenhanced size 960,701 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'fig12.svg'

plot 'fig12.dat' index 7 using 1:2 with points ls 8 notitle, \
     'fig12.dat' index 8 using 1:2 with points ls 9 notitle, \
     'fig12.dat' index 9 using 1:2 with points ls 10 notitle, \
     'fig12.dat' index 10 using 1:2 with points ls 11 notitle, \
     'fig12.dat' index 11 using 1:2 with points ls 12 notitle, \
     'fig12.dat' index 12 using 1:2 with points ls 13 notitle, \
     'fig12.dat' index 13 using 1:2 with points ls 14 notitle, \
     'fig12.dat' index 14 using 1:2 with points ls 15 notitle, \
     'fig12.dat' index 0 using 1:2:3:4 with yerrorbars ls 1 lw 1.2 notitle, \
     'fig12.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig12.dat' index 0 every ::0::0 using 1:2 with points ls 1 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 0 every ::0::0 using 1:2 with points ls 1 notitle, \
     'fig12.dat' index 1 using 1:2:3:4 with yerrorbars ls 2 lw 1.2 notitle, \
     'fig12.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig12.dat' index 1 every ::0::0 using 1:2 with points ls 2 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 1 every ::0::0 using 1:2 with points ls 2 notitle, \
     'fig12.dat' index 2 using 1:2:3:4 with yerrorbars ls 3 lw 1.2 notitle, \
     'fig12.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig12.dat' index 2 every ::0::0 using 1:2 with points ls 3 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 2 every ::0::0 using 1:2 with points ls 3 notitle, \
     'fig12.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'fig12.dat' index 3 every ::0::0 using 1:2 with points ls 4 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 3 every ::0::0 using 1:2 with points ls 4 notitle, \
     'fig12.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'fig12.dat' index 4 every ::0::0 using 1:2 with points ls 5 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 4 every ::0::0 using 1:2 with points ls 5 notitle, \
     'fig12.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'fig12.dat' index 5 every ::0::0 using 1:2 with points ls 6 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 5 every ::0::0 using 1:2 with points ls 6 notitle, \
     'fig12.dat' index 6 using 1:2 with lines ls 7 notitle, \
     'fig12.dat' index 6 every ::0::0 using 1:2 with points ls 7 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 6 every ::0::0 using 1:2 with points ls 7 notitle, \
     keyentry with points pt 7 ps 0.9 lc rgb '#333333' title 'This program', \
     keyentry with points pt 6 ps 0.9 lw 2 lc rgb '#333333' title 'The paper'

set terminal pngcairo noenhanced size 1920,1402 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'fig12.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.842in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'fig12.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.3130
set tmargin at screen 0.9652
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1435 left top vertical maxrows 2 noenhanced Left reverse samplen 3 width 3
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.2000 center noenhanced
set label 'Average PSNR on Set14 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# The names of the points
set label '9-1-5' at first 0.028276769185714284, first 29.209147326656158 right offset -1,0 noenhanced font ',11' tc rgb '#0072B2'
set label '9-3-5' at first 0.05244907037142853, first 29.30668813614639 right offset -0.8,0.8 noenhanced font ',11' tc rgb '#BA5200'
set label '9-5-5' at first 0.07718467305714286, first 29.313620519540734 right offset -0.8,-0.8 noenhanced font ',11' tc rgb '#00815D'
set label 'SC' at first 1.8051825319999995, first 28.250626265827602 center offset 0,0.7 noenhanced font ',11' tc rgb '#9C5B7F'
set label 'NE+LLE' at first 0.4346107069285726, first 28.57434574463911 center offset 0,0.7 noenhanced font ',11' tc rgb '#9A6900'
set label 'ANR' at first 0.10743125228571213, first 28.627438565090674 center offset 0,0.7 noenhanced font ',11' tc rgb '#38789C'
set label 'A+' at first 0.10637805671428627, first 29.12469549561272 center offset 0,0.7 noenhanced font ',11' tc rgb '#000000'
set label '9-1-5' at first 0.39, first 29.14 center offset 0,0.7 noenhanced font ',11' tc rgb '#0072B2'
set label '9-3-5' at first 1.19, first 29.24 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label '9-5-5' at first 2.78, first 29.3 center offset 0,0.7 noenhanced font ',11' tc rgb '#00815D'
set label 'SC' at first 84.95, first 28.31 left offset 1,0 noenhanced font ',11' tc rgb '#9C5B7F'
set label 'KK' at first 22.6, first 28.94 center offset 0,0.7 noenhanced font ',11' tc rgb '#757575'
set label 'NE+LLE' at first 5.35, first 28.6 center offset 0,0.7 noenhanced font ',11' tc rgb '#9A6900'
set label 'ANR' at first 0.97, first 28.65 center offset 0,0.7 noenhanced font ',11' tc rgb '#38789C'
set label 'A+' at first 0.97, first 29.13 center offset 0,0.7 noenhanced font ',11' tc rgb '#000000'

set terminal pdfcairo noenhanced size 3.500in,3.354in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'fig12-column.pdf'

plot 'fig12.dat' index 7 using 1:2 with points ls 8 notitle, \
     'fig12.dat' index 8 using 1:2 with points ls 9 notitle, \
     'fig12.dat' index 9 using 1:2 with points ls 10 notitle, \
     'fig12.dat' index 10 using 1:2 with points ls 11 notitle, \
     'fig12.dat' index 11 using 1:2 with points ls 12 notitle, \
     'fig12.dat' index 12 using 1:2 with points ls 13 notitle, \
     'fig12.dat' index 13 using 1:2 with points ls 14 notitle, \
     'fig12.dat' index 14 using 1:2 with points ls 15 notitle, \
     'fig12.dat' index 0 using 1:2:3:4 with yerrorbars ls 1 lw 1.2 notitle, \
     'fig12.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig12.dat' index 0 every ::0::0 using 1:2 with points ls 1 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 0 every ::0::0 using 1:2 with points ls 1 notitle, \
     'fig12.dat' index 1 using 1:2:3:4 with yerrorbars ls 2 lw 1.2 notitle, \
     'fig12.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig12.dat' index 1 every ::0::0 using 1:2 with points ls 2 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 1 every ::0::0 using 1:2 with points ls 2 notitle, \
     'fig12.dat' index 2 using 1:2:3:4 with yerrorbars ls 3 lw 1.2 notitle, \
     'fig12.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig12.dat' index 2 every ::0::0 using 1:2 with points ls 3 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 2 every ::0::0 using 1:2 with points ls 3 notitle, \
     'fig12.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'fig12.dat' index 3 every ::0::0 using 1:2 with points ls 4 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 3 every ::0::0 using 1:2 with points ls 4 notitle, \
     'fig12.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'fig12.dat' index 4 every ::0::0 using 1:2 with points ls 5 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 4 every ::0::0 using 1:2 with points ls 5 notitle, \
     'fig12.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'fig12.dat' index 5 every ::0::0 using 1:2 with points ls 6 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 5 every ::0::0 using 1:2 with points ls 6 notitle, \
     'fig12.dat' index 6 using 1:2 with lines ls 7 notitle, \
     'fig12.dat' index 6 every ::0::0 using 1:2 with points ls 7 ps 1.0 lc rgb 'white' notitle, \
     'fig12.dat' index 6 every ::0::0 using 1:2 with points ls 7 notitle, \
     keyentry with points pt 7 ps 0.9 lc rgb '#333333' title 'This program', \
     keyentry with points pt 6 ps 0.9 lw 2 lc rgb '#333333' title 'The paper'

unset output
