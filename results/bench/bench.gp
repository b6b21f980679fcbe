# Sub-images a second in training
# Draws bench.svg, bench.png, bench.pdf from bench.dat. By hand, in this folder: gnuplot bench.gp
reset
set encoding utf8
set datafile missing '?'

# Axes: from zero, so that lengths compare.
set xrange [-0.5:8.5]
set yrange [0:70538.049160]
set xtics nomirror scale 0 noenhanced font ',12' ('9-1-5' 0, '9-3-5' 1, '9-5-5' 2, '9-1-1-5' 3, '9-3-3-5' 4, '11-1-7' 5, '9-1-5' 6, '9-1-5' 7, '9-1-5' 8)
set ytics nomirror out ('0' 0, '10000' 10000, '20000' 20000, '30000' 30000, '40000' 40000, '50000' 50000, '60000' 60000, '70000' 70000)
set boxwidth 0.4200 absolute
set style fill solid 0.85 noborder

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.3055
set tmargin at screen 0.9474
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2054 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Network' at graph 0.5, screen 0.2388 center noenhanced
set label 'Sub-images a second' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Sub-images a second in training' at screen 0.1042, screen 0.9673 left noenhanced font ',18'
set label 'Intel(R) Xeon(R) Processor, 2 threads, avx512 instructions; medians of 5 rounds, thin lines from the least to the most. A' at screen 0.1042, screen 0.0892 left noenhanced font ',12' tc rgb '#444444'
set label 'training step of un-padded 33x33 sub-images in batches of 128, all of it counted. The gray line: the processor''s peak, 341' at screen 0.1042, screen 0.0674 left noenhanced font ',12' tc rgb '#444444'
set label 'GFLOP/s in the same rounds, spent on the operations that this program does. Direct convolution would be 1.4 to 4.1 times as' at screen 0.1042, screen 0.0456 left noenhanced font ',12' tc rgb '#444444'
set label 'many.' at screen 0.1042, screen 0.0237 left noenhanced font ',12' tc rgb '#444444'

set label '(3 channels)' at first 6, screen 0.2644 center noenhanced font ',12'
set label '(128,64)' at first 7, screen 0.2644 center noenhanced font ',12'
set label '(32,16)' at first 8, screen 0.2644 center noenhanced font ',12'

set terminal svg noenhanced size 960,779 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'bench.svg'

plot 'bench.dat' index 0 using ($1+(-0.2100)):2 with boxes lc rgb '#0072B2' title 'This program', \
     'bench.dat' index 0 using ($1+(-0.2100)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'bench.dat' index 0 using ($1+(-0.2100)):5:(sprintf('%.0f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'bench.dat' index 1 using ($1+(0.2100)):2 with boxes lc rgb '#D55E00' title 'PyTorch 2.13.0+cpu, its best setting', \
     'bench.dat' index 1 using ($1+(0.2100)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'bench.dat' index 1 using ($1+(0.2100)):5:(sprintf('%.0f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'bench.dat' index 2 using ($1-0.4600):2:(2*0.4600):(0) with vectors nohead lw 2 lc rgb '#555555' title 'Peak, at the operations that this program does'

set terminal pngcairo noenhanced size 1920,1558 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'bench.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.492in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'bench.pdf'
replot

unset output
