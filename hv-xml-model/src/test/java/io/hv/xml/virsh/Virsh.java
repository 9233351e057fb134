package io.hv.xml.virsh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.NetworkSpec;
import io.hv.VolumeSpec;
import io.hv.xml.DomainXml;
import io.hv.xml.NetworkXml;
import io.hv.xml.VolumeXml;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** libvirt's own client, on its test driver, which is in its process: each call is a world of its own. */
public final class Virsh {

    private static final String MARK = "hv-document-follows";

    private final Path folder;
    private final AtomicLong found = new AtomicLong();

    /** Keeps its files in a folder. */
    public Virsh(Path folder) {
        this.folder = folder;
    }

    /** Whether it is on the PATH. */
    public static boolean isThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "virsh")));
    }

    /** How many leaves have been found. */
    long leaves() {
        return found.get();
    }

    /** libvirt takes the document of a spec, by its schema too, and has in its own all that the spec says. */
    void takes(DomainSpec spec) throws Exception {
        DomainXml xml = DomainXml.from(spec).type("test");
        assertEquals(spec, xml.toSpec());
        String name = spec.uuid().map(Object::toString).orElseGet(() -> quoted(spec.name()));
        String dumped = defineAndDump("define --validate", xml.text(), "dumpxml --inactive --domain " + name);
        Document document = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(dumped)));
        XPath xpath = XPathFactory.newDefaultInstance().newXPath();
        for (Map.Entry<String, String> leaf : Leaves.of(spec).entrySet()) {
            assertEquals(
                    leaf.getValue(), xpath.evaluate(leaf.getKey(), document), () -> leaf.getKey() + " in " + dumped);
            found.incrementAndGet();
        }
        DomainSpec back = DomainXml.parse(dumped).toSpec();
        DomainSpec expected = spec.uuid().isPresent()
                ? spec
                : spec.edit(b -> b.uuid(back.uuid().orElseThrow()));
        assertEquals(expected, back, "what libvirt made of it is the spec again");
    }

    /** The same of a network; what it has in its own is the spec again. */
    void takes(NetworkSpec spec) throws Exception {
        String dumped = defineAndDump(
                "net-define --validate",
                NetworkXml.from(spec).text(),
                "net-dumpxml --network " + spec.uuid().map(Object::toString).orElseGet(() -> quoted(spec.name())));
        NetworkXml back = NetworkXml.parse(dumped);
        assertEquals(List.of(), back.beyondSpec(), dumped);
        NetworkSpec read = back.toSpec();
        assertEquals(
                spec.uuid().isPresent()
                        ? spec
                        : spec.edit(b -> b.uuid(read.uuid().orElseThrow())),
                read,
                dumped);
    }

    /** The same of a volume, in a pool of its own. libvirt's test driver validates none, and wants a capacity of each. */
    void takes(VolumeSpec any) throws Exception {
        VolumeSpec spec = any.capacity().isPresent() ? any : any.edit(b -> b.capacity(ByteSize.mib(1)));
        String dumped = defineAndDump(
                "pool-define-as p dir --target /pool; pool-start p; vol-create p",
                VolumeXml.from(spec).text(),
                "vol-dumpxml --pool p --vol " + quoted(spec.name()));
        VolumeXml back = VolumeXml.parse(dumped);
        assertEquals(List.of(), back.beyondSpec(), dumped);
        assertEquals(spec, back.toSpec(), dumped);
    }

    /** What it makes of a domain, by its schema too. */
    public String givesBack(String domain, String name) throws IOException, InterruptedException {
        return defineAndDump("define --validate", domain, "dumpxml --inactive --domain " + quoted(name));
    }

    private String defineAndDump(String define, String xml, String dump) throws IOException, InterruptedException {
        Path node = Files.writeString(folder.resolve("node.xml"), "<node/>");
        Path file = Files.writeString(folder.resolve("domain.xml"), xml);
        ProcessBuilder virsh = new ProcessBuilder(
                "virsh",
                "-c",
                "test://" + node,
                define + " " + quoted(file.toString()) + "; echo " + MARK + "; " + dump);
        virsh.environment().put("LC_ALL", "C.UTF-8");
        Process process = virsh.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertTrue(status == 0 && said.contains(MARK), () -> said + "\nof " + xml);
        return said.substring(said.indexOf(MARK) + MARK.length()).strip();
    }

    /** For virsh's own reader of commands: between quotes a backslash takes the meaning from a character. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
