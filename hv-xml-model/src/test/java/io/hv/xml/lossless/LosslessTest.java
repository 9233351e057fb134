package io.hv.xml.lossless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.xml.LibvirtData;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything in libvirt's own test data is read and written without loss, as it is and in five other ways. */
class LosslessTest {

    /** Of libvirt 9.0's test data two files are no documents: one is empty, one has two. */
    private static final int NO_DOCUMENTS = 2;

    @ParameterizedTest
    @EnumSource(Perturbation.class)
    void allOfLibvirtsTestData(Perturbation perturbation) throws IOException {
        List<Path> files = LibvirtData.documents();
        assertTrue(files.size() > 3500, () -> files.size() + " files");
        List<String> lost = new ArrayList<>();
        int refused = 0;
        for (Path each : files) {
            byte[] original = Files.readAllBytes(each);
            Tree tree;
            try {
                tree = Tree.parse(original);
            } catch (XMLStreamException e) {
                refused++;
                continue;
            }
            byte[] given = perturbation.apply(
                    tree, original, new Random(each.getFileName().toString().hashCode()));
            losses(given).ifPresent(loss -> lost.add(each + " " + loss));
        }
        assertEquals(List.of(), lost, lost.size() + " of " + files.size());
        assertEquals(NO_DOCUMENTS, refused);
    }

    private static Optional<String> losses(byte[] document) {
        try {
            byte[] written = roundTrip(document);
            return Comparison.difference(Tree.parse(document), Tree.parse(written));
        } catch (XmlException | XMLStreamException e) {
            return Optional.of(e.toString());
        }
    }

    private static byte[] roundTrip(byte[] document) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        XmlDocument.read(new ByteArrayInputStream(document)).write(written);
        return written.toByteArray();
    }

    /** What the check would not see, it could not promise. */
    @Test
    void theCheckSeesEveryKindOfLoss() throws XMLStreamException {
        String document =
                "<domain type='kvm'><a x='1'/><b>text</b><b>more</b><c/><metadata>t<m/>u<n/></metadata></domain>";
        List<String> lossy = List.of(
                document.replace("domain", "network"),
                document.replace(" type='kvm'", ""),
                document.replace("'kvm'", "'qemu'"),
                document.replace("x='1'", "x='01'"),
                document.replace("x='1'", "x='1' y=''"),
                document.replace("<c/>", ""),
                document.replace("<c/>", "<c/><c/>"),
                document.replace("<c/>", "<c><d/></c>"),
                document.replace("<c/>", "<c xmlns='urn:x'/>"),
                document.replace("text", "texts"),
                document.replace("<b>text</b><b>more</b>", "<b>more</b><b>text</b>"),
                document.replace("<b>more</b>", ""),
                document.replace("t<m/>u", "tu<m/>"),
                document.replace("<m/>u<n/>", "<n/>u<m/>"),
                document.replace("<c/>", "stray<c/>"));
        Tree tree = Tree.parse(document.getBytes(StandardCharsets.UTF_8));
        for (String each : lossy) {
            Tree other = Tree.parse(each.getBytes(StandardCharsets.UTF_8));
            assertTrue(Comparison.difference(tree, other).isPresent(), each);
        }
        String same = document.replace("<a x='1'/>", "")
                .replace("<c/>", "<!-- c --> <c></c>\n<a x=\"1\"> </a>")
                .replace("text", " text\n");
        assertEquals(Optional.empty(), Comparison.difference(tree, Tree.parse(same.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void rulesOfAFilterKeepTheirOrder() throws XMLStreamException {
        String document =
                "<filter name='f'><rule action='accept'/><filterref filter='g'/><rule action='drop'/></filter>";
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Tree tree = Tree.parse(bytes);
        assertEquals(Optional.empty(), Comparison.difference(tree, Tree.parse(roundTrip(bytes))));
        String other = "<filter name='f'><filterref filter='g'/><rule action='accept'/><rule action='drop'/></filter>";
        assertTrue(Comparison.difference(tree, Tree.parse(other.getBytes(StandardCharsets.UTF_8)))
                .isPresent());
    }
}
