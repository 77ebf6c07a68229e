import HTML
import Values

func drawFigure(_ chart: Chart, into html: inout HTMLWriter, id: String, text: ChartText) {
}

func drawSparkline(_ line: Sparkline, into html: inout HTMLWriter, id: String, text: ChartText) {
}
