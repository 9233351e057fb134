package io.hv.xml.virsh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.NetworkSpec;
import io.hv.xml.LibvirtData;
import io.hv.xml.NetworkXml;
import io.hv.xml.XmlKind;
import io.hv.xml.XmlValidator;
import io.hv.xml.domain.Xmllint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random networks as documents: nothing is lost, and what is written is libvirt's. */
class NetworkSpecsTest {

    @Provide
    Arbitrary<NetworkSpec> specs() {
        return NetworkSpecs.any();
    }

    @Property(tries = 300, seed = "7", edgeCases = EdgeCasesMode.NONE)
    void fromAndToSpec(@ForAll("specs") NetworkSpec spec) {
        NetworkXml xml = NetworkXml.parse(NetworkXml.from(spec).text());
        assertEquals(spec, xml.toSpec());
        assertEquals(List.of(), xml.beyondSpec());
        assertEquals(List.of(), xml.document().unknown());
    }

    /** Whatever a document was, an edit makes it what a new document would be. */
    @Property(tries = 300, seed = "8", edgeCases = EdgeCasesMode.NONE)
    void editedToBeAnother(@ForAll("specs") NetworkSpec before, @ForAll("specs") NetworkSpec after) {
        NetworkXml edited = NetworkXml.from(before).edit(after);
        assertEquals(after, edited.toSpec());
        assertEquals(NetworkXml.from(after), edited);
    }

    @Example
    void validByLibvirtsSchema() {
        XmlValidator validator = XmlValidator.of(XmlKind.NETWORK, LibvirtData.schemas());
        Random random = new Random(9);
        for (int i = 0; i < 100; i++) {
            NetworkSpec spec = NetworkSpecs.of(random);
            assertEquals(List.of(), validator.problems(NetworkXml.from(spec).text()), spec.toString());
        }
    }

    @Example
    void validForXmllint() throws Exception {
        Optional<Path> xmllint = Xmllint.find();
        assumeTrue(xmllint.isPresent(), "no xmllint on the PATH: install libxml2-utils to run this test");
        Path schema = LibvirtData.schemas().resolve("network.rng");
        Path folder = Files.createTempDirectory("hv-xmllint");
        List<Path> files = new ArrayList<>();
        try {
            Random random = new Random(10);
            for (int i = 0; i < 100; i++) {
                NetworkXml xml = NetworkXml.from(NetworkSpecs.of(random));
                files.add(Files.writeString(folder.resolve(i + ".xml"), xml.text()));
            }
            assertEquals(List.of(), Xmllint.invalid(xmllint.get(), schema, folder));
        } finally {
            for (Path each : files) {
                Files.delete(each);
            }
            Files.delete(folder);
        }
    }
}
