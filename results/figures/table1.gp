# PSNR and running time by the number of filters
# Draws table1.svg, table1.png, table1.pdf, table1-column.pdf from table1.dat. By hand, in this folder: gnuplot table1.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [0.75:0.0056169425600005474]
set yrange [32.09:32.63]
set xtics nomirror out ('0.01' 0.01, '0.1' 0.1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009000000000000001 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1)
set ytics nomirror out ('32.1' 32.1, '32.2' 32.2, '32.3' 32.3, '32.4' 32.4, '32.5' 32.5, '32.6' 32.6)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.2787
set tmargin at screen 0.9453
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1747 left top vertical maxrows 4 noenhanced Left reverse samplen 3 width 3
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.2093 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'PSNR and running time by the number of filters' at screen 0.1042, screen 0.9660 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 1,000,000 backprops; mean of 3 seeds.' at screen 0.1042, screen 0.0247 left noenhanced font ',12' tc rgb '#444444'

# The names of the points
set label 'n1=128, n2=64' at first 0.046405644333331664, first 32.38254310204491 left offset 1,0 noenhanced font ',11' tc rgb '#0072B2'
set label 'n1=64, n2=32' at first 0.01617378293333334, first 32.28051741422447 left offset 1,0 noenhanced font ',11' tc rgb '#D55E00'
set label 'n1=32, n2=16' at first 0.007021178200000685, first 32.147358533114236 right offset -1,0 noenhanced font ',11' tc rgb '#009E73'
set label 'n1=128, n2=64' at first 0.6, first 32.6 left offset 1,0 noenhanced font ',11' tc rgb '#4D9CC9'
set label 'n1=64, n2=32' at first 0.18, first 32.52 center offset 0,0.7 noenhanced font ',11' tc rgb '#E28E4D'
set label 'n1=32, n2=16' at first 0.05, first 32.26 center offset 0,0.7 noenhanced font ',11' tc rgb '#4DBB9D'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#4D9CC9' lw 2 dt '.' pt 6 ps 0.9
set style line 5 lc rgb '#E28E4D' lw 2 dt '.' pt 8 ps 0.9
set style line 6 lc rgb '#4DBB9D' lw 2 dt '.' pt 4 ps 0.9

set terminal svg noenhanced size 960,750 font 'sans-serif,15' background rgb 'white'
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
     keyentry title 'This program', \
     keyentry with points ls 1 title 'n1=128, n2=64', \
     keyentry with points ls 2 title 'n1=64, n2=32', \
     keyentry with points ls 3 title 'n1=32, n2=16', \
     keyentry title 'The paper', \
     keyentry with points ls 4 title 'n1=128, n2=64', \
     keyentry with points ls 5 title 'n1=64, n2=32', \
     keyentry with points ls 6 title 'n1=32, n2=16'

set terminal pngcairo noenhanced size 1920,1500 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'table1.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.250in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'table1.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.4662
set tmargin at screen 0.9730
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.3345 left top vertical maxrows 8 noenhanced Left reverse samplen 3 width 3
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.3784 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# The names of the points
set label 'n1=128, n2=64' at first 0.046405644333331664, first 32.38254310204491 center offset 0,0.7 noenhanced font ',11' tc rgb '#0072B2'
set label 'n1=64, n2=32' at first 0.01617378293333334, first 32.28051741422447 right offset -0.8,0.8 noenhanced font ',11' tc rgb '#D55E00'
set label 'n1=32, n2=16' at first 0.007021178200000685, first 32.147358533114236 right offset -1,0 noenhanced font ',11' tc rgb '#009E73'
set label 'n1=128, n2=64' at first 0.6, first 32.6 left offset 1,0 noenhanced font ',11' tc rgb '#4D9CC9'
set label 'n1=64, n2=32' at first 0.18, first 32.52 center offset 0,0.7 noenhanced font ',11' tc rgb '#E28E4D'
set label 'n1=32, n2=16' at first 0.05, first 32.26 center offset 0,-0.8 noenhanced font ',11' tc rgb '#4DBB9D'

set terminal pdfcairo noenhanced size 3.500in,4.317in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'table1-column.pdf'
replot
unset output
