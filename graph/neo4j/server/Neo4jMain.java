import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j of the community edition in the foreground: java -cp 'LIB/*' Neo4jMain.java HOME CONF.
 * HOME/password becomes the password of the user neo4j, HOME/port gets the Bolt port when all is ready; SIGTERM stops it.
 */
public class Neo4jMain {
    private static final char[] STORE_PASSWORD = "certificates".toCharArray();

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        certify(home.resolve("certificates"));
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(Path.of(args[1]).toAbsolutePath())
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        GraphDatabaseAPI database = (GraphDatabaseAPI) server.database("neo4j");
        if (!database.isAvailable(120_000)) {
            throw new IllegalStateException("the database neo4j did not become available in 120 s");
        }
        setPassword(server.database("system"), home);
        int port = database.getDependencyResolver().resolveDependency(ConnectorPortRegister.class)
                .getLocalAddress(ConnectorType.BOLT).getPort();
        Path ready = home.resolve("port.new");
        Files.writeString(ready, port + "\n");
        Files.move(ready, home.resolve("port"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
    }

    /** Neo4j refuses to set the password that is set already, so a copy tells. */
    private static void setPassword(GraphDatabaseService system, Path home) throws Exception {
        String password = Files.readString(home.resolve("password")).strip();
        Path known = home.resolve("password.set");
        if (Files.exists(known) && Files.readString(known).equals(password)) {
            return;
        }
        system.executeTransactionally("ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                Map.of("password", password), result -> null);
        Files.writeString(known, password);
    }

    /** Makes a self-signed certificate for 127.0.0.1 and localhost with the JDK's keytool, unless there is one. */
    private static void certify(Path folder) throws Exception {
        Path key = folder.resolve("private.key");
        if (Files.exists(key)) {
            return;
        }
        Files.createDirectories(folder);
        Path file = folder.resolve("keys.p12");
        Files.deleteIfExists(file);
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "bolt",
                "-keyalg", "RSA", "-keysize", "2048", "-validity", "3650", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass", new String(STORE_PASSWORD)).inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool could not make a certificate in " + folder);
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD);
        write(folder.resolve("public.crt"), "CERTIFICATE", store.getCertificate("bolt").getEncoded());
        write(key, "PRIVATE KEY", store.getKey("bolt", STORE_PASSWORD).getEncoded());
    }

    private static void write(Path file, String kind, byte[] content) throws Exception {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
