# Training loss on ImageNet
# Draws fig7-imagenet-loss.svg, fig7-imagenet-loss.png, fig7-imagenet-loss.pdf, fig7-imagenet-loss-column.pdf from fig7-imagenet-loss.dat. By hand, in this folder: gnuplot fig7-imagenet-loss.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [6003.2:3750000]
set yrange [0.975:1.285]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1)
set ytics nomirror out ('1.00' 1, '1.05' 1.05, '1.10' 1.1, '1.15' 1.15, '1.20' 1.2, '1.25' 1.25)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9292
set bmargin at screen 0.2137
set tmargin at screen 0.9404
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Number of backprops' at graph 0.5, screen 0.1381 center noenhanced
set label 'Training loss a pixel (thousandths)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Training loss on ImageNet' at screen 0.1042, screen 0.9629 left noenhanced font ',18'
set label 'Profile desk: trained on ImageNet sample at x3; 3,000,000 backprops; one seed. Half the squared error of a pixel, samples' at screen 0.1042, screen 0.0763 left noenhanced font ',12' tc rgb '#444444'
set label 'from 0 to 1. It jumps since the images are gone through in groups, and some groups are harder; all three networks see the' at screen 0.1042, screen 0.0516 left noenhanced font ',12' tc rgb '#444444'
set label 'same. What is above 1.285 is cut off.' at screen 0.1042, screen 0.0269 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set label '9-1-5' at graph 1.01, first 1.1135 left noenhanced tc rgb '#0072B2'
set label '9-3-5' at graph 1.01, first 1.1019 left noenhanced tc rgb '#BA5200'
set arrow from first 3000000, first 1.1169255041982062 to graph 1.005, first 1.1252 nohead back lw 0.6 lc rgb '#009E73'
set label '9-5-5' at graph 1.01, first 1.1252 left noenhanced tc rgb '#00815D'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7

set terminal svg noenhanced size 960,688 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'fig7-imagenet-loss.svg'

plot 'fig7-imagenet-loss.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig7-imagenet-loss.dat' index 0 every ::61::61 using 1:2 with points ls 1 notitle, \
     'fig7-imagenet-loss.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig7-imagenet-loss.dat' index 1 every ::61::61 using 1:2 with points ls 2 notitle, \
     'fig7-imagenet-loss.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig7-imagenet-loss.dat' index 2 every ::61::61 using 1:2 with points ls 3 notitle

set terminal pngcairo noenhanced size 1920,1376 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'fig7-imagenet-loss.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.733in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'fig7-imagenet-loss.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.8583
set bmargin at screen 0.2255
set tmargin at screen 0.9608
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Number of backprops' at graph 0.5, screen 0.0980 center noenhanced
set label 'Training loss a pixel (thousandths)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set label '9-1-5' at graph 1.01, first 1.1135 left noenhanced tc rgb '#0072B2'
set arrow from first 3000000, first 1.1080633410832696 to graph 1.005, first 1.0942 nohead back lw 0.6 lc rgb '#D55E00'
set label '9-3-5' at graph 1.01, first 1.0942 left noenhanced tc rgb '#BA5200'
set arrow from first 3000000, first 1.1169255041982062 to graph 1.005, first 1.1329 nohead back lw 0.6 lc rgb '#009E73'
set label '9-5-5' at graph 1.01, first 1.1329 left noenhanced tc rgb '#00815D'

set terminal pdfcairo noenhanced size 3.500in,2.975in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'fig7-imagenet-loss-column.pdf'

plot 'fig7-imagenet-loss.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig7-imagenet-loss.dat' index 0 every ::61::61 using 1:2 with points ls 1 notitle, \
     'fig7-imagenet-loss.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig7-imagenet-loss.dat' index 1 every ::61::61 using 1:2 with points ls 2 notitle, \
     'fig7-imagenet-loss.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig7-imagenet-loss.dat' index 2 every ::61::61 using 1:2 with points ls 3 notitle

unset output
