# 9-5-5 at factor 4
# Draws scales-x4.svg, scales-x4.png, scales-x4.pdf, scales-x4-column.pdf from scales-x4.dat. By hand, in this folder: gnuplot scales-x4.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [80000:2000000]
set yrange [29.5:30.6]
set xtics nomirror out ('10⁵' 100000, '2×10⁵' 200000, '5×10⁵' 500000, '10⁶' 1000000, '2×10⁶' 2000000, '' 80000 1, '' 90000 1, '' 300000 1, '' 400000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)
set ytics nomirror out ('29.6' 29.6, '29.8' 29.8, '30.0' 30, '30.2' 30.2, '30.4' 30.4, '30.6' 30.6)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.7979
set bmargin at screen 0.2137
set tmargin at screen 0.9404
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Number of backprops' at graph 0.5, screen 0.1381 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label '9-5-5 at factor 4' at screen 0.1042, screen 0.9629 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x4;' at screen 0.1042, screen 0.0763 left noenhanced font ',12' tc rgb '#444444'
set label '1,600,000 backprops; mean of 7 seeds, the band from the lowest to the highest. Curves un-padded, levels padded: networks end' at screen 0.1042, screen 0.0516 left noenhanced font ',12' tc rgb '#444444'
set label '0.03 dB lower there. Outside the axes: Bicubic 28.42.' at screen 0.1042, screen 0.0269 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 29.61 to graph 1, first 29.61 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'NE+LLE (paper) 29.61' at graph 1.01, first 29.6100 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 30.03 to graph 1, first 30.03 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'KK (paper) 30.03' at graph 1.01, first 30.0300 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 29.69 to graph 1, first 29.69 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'ANR (paper) 29.69' at graph 1.01, first 29.6900 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 30.28 to graph 1, first 30.28 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'A+ (paper) 30.28' at graph 1.01, first 30.2800 left noenhanced tc rgb '#555555'
set label '9-5-5' at graph 1.01, first 30.5065 left noenhanced tc rgb '#0072B2'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7

set terminal svg noenhanced size 960,688 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'scales-x4.svg'

plot 'scales-x4.dat' index 1 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'scales-x4.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'scales-x4.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'scales-x4.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'scales-x4.dat' index 0 every ::16::16 using 1:2 with points ls 1 notitle

set terminal pngcairo noenhanced size 1920,1376 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'scales-x4.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.733in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'scales-x4.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁵' 100000, '3×10⁵' 300000, '10⁶' 1000000, '' 80000 1, '' 90000 1, '' 200000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.5958
set bmargin at screen 0.2255
set tmargin at screen 0.9608
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Number of backprops' at graph 0.5, screen 0.0980 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 29.61 to graph 1, first 29.61 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'NE+LLE (paper) 29.61' at graph 1.01, first 29.6100 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 30.03 to graph 1, first 30.03 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'KK (paper) 30.03' at graph 1.01, first 30.0300 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 29.69 to graph 1, first 29.69 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'ANR (paper) 29.69' at graph 1.01, first 29.6900 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 30.28 to graph 1, first 30.28 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'A+ (paper) 30.28' at graph 1.01, first 30.2800 left noenhanced tc rgb '#555555'
set label '9-5-5' at graph 1.01, first 30.5065 left noenhanced tc rgb '#0072B2'

set terminal pdfcairo noenhanced size 3.500in,2.975in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'scales-x4-column.pdf'

plot 'scales-x4.dat' index 1 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'scales-x4.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'scales-x4.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'scales-x4.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'scales-x4.dat' index 0 every ::16::16 using 1:2 with points ls 1 notitle

unset output
