package io.hv.xml.virsh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.VolumeSpec;
import io.hv.xml.LibvirtData;
import io.hv.xml.VolumeXml;
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

/** Random volumes as documents: nothing is lost, and what is written is libvirt's. */
class VolumeSpecsTest {

    @Provide
    Arbitrary<VolumeSpec> specs() {
        return VolumeSpecs.any();
    }

    @Property(tries = 300, seed = "17", edgeCases = EdgeCasesMode.NONE)
    void fromAndToSpec(@ForAll("specs") VolumeSpec spec) {
        VolumeXml xml = VolumeXml.parse(VolumeXml.from(spec).text());
        assertEquals(spec, xml.toSpec());
        assertEquals(List.of(), xml.beyondSpec());
        assertEquals(List.of(), xml.document().unknown());
    }

    /** Whatever a document was, an edit makes it what a new document would be. */
    @Property(tries = 300, seed = "18", edgeCases = EdgeCasesMode.NONE)
    void editedToBeAnother(@ForAll("specs") VolumeSpec before, @ForAll("specs") VolumeSpec after) {
        VolumeXml edited = VolumeXml.from(before).edit(after);
        assertEquals(after, edited.toSpec());
        assertEquals(VolumeXml.from(after), edited);
    }

    @Example
    void validByLibvirtsSchema() {
        XmlValidator validator = XmlValidator.of(XmlKind.STORAGE_VOLUME, LibvirtData.schemas());
        Random random = new Random(19);
        for (int i = 0; i < 100; i++) {
            VolumeSpec spec = VolumeSpecs.of(random);
            assertEquals(List.of(), validator.problems(VolumeXml.from(spec).text()), spec.toString());
        }
    }

    @Example
    void validForXmllint() throws Exception {
        Optional<Path> xmllint = Xmllint.find();
        assumeTrue(xmllint.isPresent(), "no xmllint on the PATH: install libxml2-utils to run this test");
        Path schema = LibvirtData.schemas().resolve("storagevol.rng");
        Path folder = Files.createTempDirectory("hv-xmllint");
        List<Path> files = new ArrayList<>();
        try {
            Random random = new Random(20);
            for (int i = 0; i < 100; i++) {
                VolumeXml xml = VolumeXml.from(VolumeSpecs.of(random));
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
