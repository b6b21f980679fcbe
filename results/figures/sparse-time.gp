# Sparse coding and its networks: accuracy and running time
# Draws sparse-time.svg, sparse-time.png, sparse-time.pdf, sparse-time-column.pdf from sparse-time.dat. By hand, in this folder: gnuplot sparse-time.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [1.8:0.004]
set yrange [32.2:32.6]
set xtics nomirror out ('0.01' 0.01, '0.1' 0.1, '1' 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009000000000000001 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1, '' 0.8 1, '' 0.9 1)
set ytics nomirror out ('32.20' 32.2, '32.25' 32.25, '32.30' 32.3, '32.35' 32.35, '32.40' 32.4, '32.45' 32.45, '32.50' 32.5, '32.55' 32.55, '32.60' 32.6)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.2137
set tmargin at screen 0.9404
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.1381 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Sparse coding and its networks: accuracy and running time' at screen 0.1042, screen 0.9629 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 300,000 backprops; mean of 1 to 8 seeds. ''SC, all trained'' is a' at screen 0.1042, screen 0.0763 left noenhanced font ',12' tc rgb '#444444'
set label 'network of the same geometry and as many coefficients as sparse coding, but without its iterative solver. Outside the axes:' at screen 0.1042, screen 0.0516 left noenhanced font ',12' tc rgb '#444444'
set label 'SC, 64 atoms 31.183.' at screen 0.1042, screen 0.0269 left noenhanced font ',12' tc rgb '#444444'

# The names of the points
set arrow from first 1.133047900999999, graph 0.08 to first 1.133047900999999, graph 0.01 head size screen 0.012,20 filled front lw 1.5 lc rgb '#0072B2'
set label 'SC, 64 atoms 31.183' at first 1.133047900999999, graph 0.04 left offset 1,0 noenhanced font ',11' tc rgb '#0072B2'
set label 'SC, all trained' at first 0.07237054979999993, first 32.53317339151443 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label '5-1-5 (129-129)' at first 0.06939100420000024, first 32.509684018779815 center offset 0,0.7 noenhanced font ',11' tc rgb '#00815D'
set label '5-1-5 (64-64)' at first 0.018222842480000025, first 32.42735726221768 right offset -1,0 noenhanced font ',11' tc rgb '#9C5B7F'
set label '9-1-1 (64-32)' at first 0.009893702999999832, first 32.356572231391894 center offset 0,0.7 noenhanced font ',11' tc rgb '#9A6900'
set label '9-1-5 (64-64)' at first 0.020270686299999986, first 32.500291726997595 left offset 1,0 noenhanced font ',11' tc rgb '#38789C'
set label '9-1-5 (64-32)' at first 0.01325723167500001, first 32.447641560443046 left offset 1,0 noenhanced font ',11' tc rgb '#000000'
set label '11-1-7 (64-32)' at first 0.018250182466666584, first 32.447933387752535 right offset -1,0 noenhanced font ',11' tc rgb '#757575'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7
set style line 6 lc rgb '#56B4E9' lw 2.6 pt 15 ps 0.7
set style line 7 lc rgb '#000000' lw 2.6 pt 5 ps 0.7
set style line 8 lc rgb '#999999' lw 2.6 pt 9 ps 0.7

set terminal svg noenhanced size 960,688 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'sparse-time.svg'

plot 'sparse-time.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'sparse-time.dat' index 0 every ::0::0 using 1:2 with points ls 1 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 0 every ::0::0 using 1:2 with points ls 1 notitle, \
     'sparse-time.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'sparse-time.dat' index 1 every ::0::0 using 1:2 with points ls 2 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 1 every ::0::0 using 1:2 with points ls 2 notitle, \
     'sparse-time.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'sparse-time.dat' index 2 every ::0::0 using 1:2 with points ls 3 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 2 every ::0::0 using 1:2 with points ls 3 notitle, \
     'sparse-time.dat' index 3 using 1:2:3:4 with yerrorbars ls 4 lw 1.2 notitle, \
     'sparse-time.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'sparse-time.dat' index 3 every ::0::0 using 1:2 with points ls 4 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 3 every ::0::0 using 1:2 with points ls 4 notitle, \
     'sparse-time.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'sparse-time.dat' index 4 every ::0::0 using 1:2 with points ls 5 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 4 every ::0::0 using 1:2 with points ls 5 notitle, \
     'sparse-time.dat' index 5 using 1:2:3:4 with yerrorbars ls 6 lw 1.2 notitle, \
     'sparse-time.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'sparse-time.dat' index 5 every ::0::0 using 1:2 with points ls 6 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 5 every ::0::0 using 1:2 with points ls 6 notitle, \
     'sparse-time.dat' index 6 using 1:2:3:4 with yerrorbars ls 7 lw 1.2 notitle, \
     'sparse-time.dat' index 6 using 1:2 with lines ls 7 notitle, \
     'sparse-time.dat' index 6 every ::0::0 using 1:2 with points ls 7 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 6 every ::0::0 using 1:2 with points ls 7 notitle, \
     'sparse-time.dat' index 7 using 1:2:3:4 with yerrorbars ls 8 lw 1.2 notitle, \
     'sparse-time.dat' index 7 using 1:2 with lines ls 8 notitle, \
     'sparse-time.dat' index 7 every ::0::0 using 1:2 with points ls 8 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 7 every ::0::0 using 1:2 with points ls 8 notitle

set terminal pngcairo noenhanced size 1920,1376 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'sparse-time.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.733in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'sparse-time.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('0.01' 0.01, '0.1' 0.1, '1' 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009000000000000001 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.30000000000000004 1, '' 0.4 1, '' 0.5 1, '' 0.6000000000000001 1, '' 0.7000000000000001 1, '' 0.8 1, '' 0.9 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.2785
set tmargin at screen 0.9635
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1005 left top vertical maxrows 1 noenhanced Left reverse samplen 3 width 3
set label 'Seconds an image (slower left)' at graph 0.5, screen 0.1598 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# The names of the points
set arrow from first 1.133047900999999, graph 0.08 to first 1.133047900999999, graph 0.01 head size screen 0.012,20 filled front lw 1.5 lc rgb '#0072B2'
set label 'SC, 64 atoms 31.183' at first 1.133047900999999, graph 0.04 left offset 1,0 noenhanced font ',11' tc rgb '#0072B2'
set label 'SC, all trained' at first 0.07237054979999993, first 32.53317339151443 center offset 0,0.7 noenhanced font ',11' tc rgb '#BA5200'
set label '5-1-5 (129-129)' at first 0.06939100420000024, first 32.509684018779815 center offset 0,-0.8 noenhanced font ',11' tc rgb '#00815D'
set label '5-1-5 (64-64)' at first 0.018222842480000025, first 32.42735726221768 right offset -1,0 noenhanced font ',11' tc rgb '#9C5B7F'
set label '9-1-1 (64-32)' at first 0.009893702999999832, first 32.356572231391894 center offset 0,0.7 noenhanced font ',11' tc rgb '#9A6900'
set label '9-1-5 (64-64)' at first 0.020270686299999986, first 32.500291726997595 left offset 1,0 noenhanced font ',11' tc rgb '#38789C'
set label '9-1-5 (64-32)' at first 0.01325723167500001, first 32.447641560443046 right offset -0.8,0.8 noenhanced font ',11' tc rgb '#000000'

set terminal pdfcairo noenhanced size 3.500in,3.194in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'sparse-time-column.pdf'

plot 'sparse-time.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'sparse-time.dat' index 0 every ::0::0 using 1:2 with points ls 1 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 0 every ::0::0 using 1:2 with points ls 1 notitle, \
     'sparse-time.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'sparse-time.dat' index 1 every ::0::0 using 1:2 with points ls 2 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 1 every ::0::0 using 1:2 with points ls 2 notitle, \
     'sparse-time.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'sparse-time.dat' index 2 every ::0::0 using 1:2 with points ls 3 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 2 every ::0::0 using 1:2 with points ls 3 notitle, \
     'sparse-time.dat' index 3 using 1:2:3:4 with yerrorbars ls 4 lw 1.2 notitle, \
     'sparse-time.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'sparse-time.dat' index 3 every ::0::0 using 1:2 with points ls 4 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 3 every ::0::0 using 1:2 with points ls 4 notitle, \
     'sparse-time.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'sparse-time.dat' index 4 every ::0::0 using 1:2 with points ls 5 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 4 every ::0::0 using 1:2 with points ls 5 notitle, \
     'sparse-time.dat' index 5 using 1:2:3:4 with yerrorbars ls 6 lw 1.2 notitle, \
     'sparse-time.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'sparse-time.dat' index 5 every ::0::0 using 1:2 with points ls 6 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 5 every ::0::0 using 1:2 with points ls 6 notitle, \
     'sparse-time.dat' index 6 using 1:2:3:4 with yerrorbars ls 7 lw 1.2 notitle, \
     'sparse-time.dat' index 6 using 1:2 with lines ls 7 notitle, \
     'sparse-time.dat' index 6 every ::0::0 using 1:2 with points ls 7 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 6 every ::0::0 using 1:2 with points ls 7 notitle, \
     'sparse-time.dat' index 7 using 1:2:3:4 with yerrorbars ls 8 lw 1.2 notitle, \
     'sparse-time.dat' index 7 using 1:2 with lines ls 8 notitle, \
     'sparse-time.dat' index 7 every ::0::0 using 1:2 with points ls 8 ps 1.0 lc rgb 'white' notitle, \
     'sparse-time.dat' index 7 every ::0::0 using 1:2 with points ls 8 notitle, \
     keyentry with points ls 8 title '11-1-7 (64-32)'

unset output
