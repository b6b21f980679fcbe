# Training loss of networks with larger and smaller filters
# Draws fig7-loss.svg, fig7-loss.png, fig7-loss.pdf, fig7-loss-column.pdf from fig7-loss.dat. By hand, in this folder: gnuplot fig7-loss.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [48000:3000000]
set yrange [0.576:0.684]
set xtics nomirror out ('5×10⁴' 50000, '10⁵' 100000, '2×10⁵' 200000, '5×10⁵' 500000, '10⁶' 1000000, '2×10⁶' 2000000, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 300000 1, '' 400000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 3000000 1)
set ytics nomirror out ('0.58' 0.58, '0.60' 0.6, '0.62' 0.62, '0.64' 0.64, '0.66' 0.66, '0.68' 0.68)
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
set label 'Training loss of networks with larger and smaller filters' at screen 0.1042, screen 0.9629 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270) at x3; 2,400,000' at screen 0.1042, screen 0.0763 left noenhanced font ',12' tc rgb '#444444'
set label 'backprops; mean of 5 seeds, the band from the lowest to the highest. Half the squared error of a pixel, samples from 0 to 1.' at screen 0.1042, screen 0.0516 left noenhanced font ',12' tc rgb '#444444'
set label 'Outputs have 21x21, 19x19 and 17x17 pixels. What is above 0.684 is cut off.' at screen 0.1042, screen 0.0269 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set label '9-1-5' at graph 1.01, first 0.6086 left noenhanced tc rgb '#0072B2'
set label '9-3-5' at graph 1.01, first 0.5906 left noenhanced tc rgb '#BA5200'
set label '9-5-5' at graph 1.01, first 0.5866 left noenhanced tc rgb '#00815D'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7

set terminal svg noenhanced size 960,688 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'fig7-loss.svg'

plot 'fig7-loss.dat' index 3 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'fig7-loss.dat' index 4 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'fig7-loss.dat' index 5 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.135 noborder notitle, \
     'fig7-loss.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7-loss.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7-loss.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7-loss.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7-loss.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7-loss.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7-loss.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig7-loss.dat' index 0 every ::91::91 using 1:2 with points ls 1 notitle, \
     'fig7-loss.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig7-loss.dat' index 1 every ::91::91 using 1:2 with points ls 2 notitle, \
     'fig7-loss.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig7-loss.dat' index 2 every ::91::91 using 1:2 with points ls 3 notitle

set terminal pngcairo noenhanced size 1920,1376 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'fig7-loss.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.733in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'fig7-loss.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁵' 100000, '3×10⁵' 300000, '10⁶' 1000000, '3×10⁶' 3000000, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1)

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
set label '9-1-5' at graph 1.01, first 0.6086 left noenhanced tc rgb '#0072B2'
set label '9-3-5' at graph 1.01, first 0.5920 left noenhanced tc rgb '#BA5200'
set label '9-5-5' at graph 1.01, first 0.5852 left noenhanced tc rgb '#00815D'

set terminal pdfcairo noenhanced size 3.500in,2.975in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'fig7-loss-column.pdf'

plot 'fig7-loss.dat' index 3 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'fig7-loss.dat' index 4 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'fig7-loss.dat' index 5 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.135 noborder notitle, \
     'fig7-loss.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7-loss.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7-loss.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7-loss.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7-loss.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7-loss.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7-loss.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig7-loss.dat' index 0 every ::91::91 using 1:2 with points ls 1 notitle, \
     'fig7-loss.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig7-loss.dat' index 1 every ::91::91 using 1:2 with points ls 2 notitle, \
     'fig7-loss.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig7-loss.dat' index 2 every ::91::91 using 1:2 with points ls 3 notitle

unset output
