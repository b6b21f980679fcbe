# PSNR of networks trained with other losses
# Draws loss.svg, loss.png, loss.pdf, loss-column.pdf from loss.dat. By hand, in this folder: gnuplot loss.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [1011.2:375000]
set yrange [31:32.8]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)
set ytics nomirror out ('31.0' 31, '31.2' 31.2, '31.4' 31.4, '31.6' 31.6, '31.8' 31.8, '32.0' 32, '32.2' 32.2, '32.4' 32.4, '32.6' 32.6, '32.8' 32.8)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.3560
set tmargin at screen 0.9512
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2631 left top vertical maxrows 5 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2940 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'PSNR of networks trained with other losses' at screen 0.1042, screen 0.9696 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.1030 left noenhanced font ',12' tc rgb '#444444'
set label '300,000 backprops; mean of 3 to 5 seeds, the band from the lowest to the highest. All networks are 9-1-5. Every profile' at screen 0.1042, screen 0.0827 left noenhanced font ',12' tc rgb '#444444'
set label 'trains with Muon from He''s initialisation, where the paper has SGD from a standard deviation of 0.001. SSIM under a window' at screen 0.1042, screen 0.0625 left noenhanced font ',12' tc rgb '#444444'
set label 'of 11 pixels and multi-scale SSIM under three, on outputs of 21 pixels. Curves un-padded, levels padded: networks end 0.05' at screen 0.1042, screen 0.0423 left noenhanced font ',12' tc rgb '#444444'
set label 'to 0.06 dB lower there. What is below 31.0 is cut off.' at screen 0.1042, screen 0.0220 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7

set terminal svg noenhanced size 960,840 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'loss.svg'

plot 'loss.dat' index 4 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.071 noborder notitle, \
     'loss.dat' index 5 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'loss.dat' index 6 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.081 noborder notitle, \
     'loss.dat' index 7 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.085 noborder notitle, \
     'loss.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'loss.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'loss.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'loss.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'loss.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'loss.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'loss.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'loss.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'loss.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'loss.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'loss.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'loss.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'loss.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'loss.dat' index 2 every ::42::42 using 1:2 with points ls 3 notitle, \
     'loss.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'loss.dat' index 3 every ::42::42 using 1:2 with points ls 4 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'MSE (5 seeds)', \
     keyentry with linespoints ls 2 title 'L1 (3 seeds)', \
     keyentry with linespoints ls 3 title 'SSIM (5 seeds)', \
     keyentry with linespoints ls 4 title 'multi-scale SSIM (3 seeds)'

set terminal pngcairo noenhanced size 1920,1680 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'loss.png'
replot

set terminal pdfcairo noenhanced size 8.000in,7.000in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'loss.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6658
set bmargin at screen 0.3992
set tmargin at screen 0.9696
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.2510 left top vertical maxrows 5 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.3004 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,3.835in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'loss-column.pdf'

plot 'loss.dat' index 4 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.071 noborder notitle, \
     'loss.dat' index 5 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'loss.dat' index 6 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.081 noborder notitle, \
     'loss.dat' index 7 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.085 noborder notitle, \
     'loss.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'loss.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'loss.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'loss.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'loss.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'loss.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'loss.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'loss.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'loss.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'loss.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'loss.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'loss.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'loss.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'loss.dat' index 2 every ::42::42 using 1:2 with points ls 3 notitle, \
     'loss.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'loss.dat' index 3 every ::42::42 using 1:2 with points ls 4 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'MSE (5 seeds)', \
     keyentry with linespoints ls 2 title 'L1 (3 seeds)', \
     keyentry with linespoints ls 3 title 'SSIM (5 seeds)', \
     keyentry with linespoints ls 4 title 'multi-scale SSIM (3 seeds)'

unset output
