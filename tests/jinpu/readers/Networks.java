import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.nio.BaseEventDrivenImporter;
import org.jgrapht.nio.EventDrivenImporter;
import org.jgrapht.nio.gexf.SimpleGEXFEventDrivenImporter;
import org.jgrapht.nio.graphml.GraphMLEventDrivenImporter;

/**
 * Reads a network with JGraphT, which checks it against the format's published schema, and prints what it met, a JSON
 * list a line: java -cp 'LIB/*' Networks.java FILE.gexf (or FILE.graphml).
 */
public class Networks {
    private static final Gson JSON = new Gson();

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        if (args[0].endsWith(".gexf")) {
            SimpleGEXFEventDrivenImporter gexf = new SimpleGEXFEventDrivenImporter();
            gexf.setSchemaValidation(true);
            read(gexf, gexf, file);
        } else {
            GraphMLEventDrivenImporter graphml = new GraphMLEventDrivenImporter();
            graphml.setSchemaValidation(true);
            read(graphml, graphml, file);
        }
    }

    private static void read(
            BaseEventDrivenImporter<String, Triple<String, String, Double>> met,
            EventDrivenImporter<String, Triple<String, String, Double>> importer, Path file) throws Exception {
        met.addVertexConsumer(vertex -> say("node", vertex));
        met.addVertexAttributeConsumer((of, value) -> say("of node", of.getFirst(), of.getSecond(), value.getValue()));
        met.addEdgeConsumer(edge -> say("edge", edge.getFirst(), edge.getSecond()));
        met.addEdgeAttributeConsumer((of, value) -> say("of edge", of.getFirst().getFirst(), of.getFirst().getSecond(),
                of.getSecond(), value.getValue()));
        importer.importInput(Files.newBufferedReader(file));
    }

    private static void say(String... words) {
        System.out.println(JSON.toJson(Arrays.asList(words)));
    }
}
