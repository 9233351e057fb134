package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Host;
import io.hv.consumer.ReadsXml;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** As a module, hv opens to JAXB all that it has to map: every kind of document is read in a JVM with a module path. */
class ModulePathTest {

    private static final List<String> MODULES = List.of(
            "jakarta.xml.bind-api",
            "jakarta.activation-api",
            "jaxb-runtime",
            "jaxb-core",
            "txw2",
            "istack-commons-runtime",
            "angus-activation",
            "jspecify",
            "slf4j-api");

    @Test
    void everyKindIsRead() throws IOException, InterruptedException, URISyntaxException {
        Stream<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(each -> MODULES.stream()
                        .anyMatch(name -> each.getFileName().toString().startsWith(name)));
        String modules = Stream.concat(jars, Stream.of(home(XmlDocument.class), home(Host.class)))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--module-path",
                        modules,
                        "--add-modules",
                        "io.hv.xml",
                        "-cp",
                        home(ReadsXml.class).toString(),
                        ReadsXml.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), output);
        assertEquals("io.hv.xml", output.strip());
    }

    private static Path home(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
