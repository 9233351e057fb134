package io.hv.xml.virsh;

import io.hv.DomainSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** 500 random specs beside virsh: {@code ./check full specs}. */
@Tag("bench")
class ManySpecsBesideVirsh {

    private static final int SPECS = 500;

    private static Path folder = Path.of("");
    private static Virsh virsh = new Virsh(folder);
    private static int tried;

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("hv-virsh");
        virsh = new Virsh(folder);
    }

    @AfterContainer
    static void tell() throws IOException {
        String evidence = System.getProperty("hv.evidence");
        if (evidence != null) {
            Path unused = Files.writeString(
                    Path.of(evidence, "specs.json"),
                    "{ \"specs\": " + tried + ", \"leavesFound\": " + virsh.leaves() + " }\n");
        }
        for (String name : new String[] {"node.xml", "domain.xml", ""}) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    @Provide
    Arbitrary<DomainSpec> specs() {
        return Specs.any();
    }

    @Property(tries = SPECS, seed = "500", edgeCases = EdgeCasesMode.MIXIN)
    void libvirtTakesTheDocumentOfAnySpecAndHasEachOfItsLeaves(@ForAll("specs") DomainSpec spec) throws Exception {
        virsh.takes(spec);
        tried++;
    }
}
