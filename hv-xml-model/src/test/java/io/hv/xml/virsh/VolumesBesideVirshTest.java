package io.hv.xml.virsh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.VolumeSpec;
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

/** libvirt takes the document of any volume that has a capacity, and gives back what is the spec again. */
@Tag("libvirt")
class VolumesBesideVirshTest {

    private static Path folder = Path.of("");
    private static Virsh virsh = new Virsh(folder);

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("hv-virsh");
        virsh = new Virsh(folder);
    }

    @AfterContainer
    static void remove() throws IOException {
        for (String name : new String[] {"node.xml", "domain.xml", ""}) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    @Provide
    Arbitrary<VolumeSpec> specs() {
        return VolumeSpecs.any();
    }

    @Property(tries = 40, seed = "16", edgeCases = EdgeCasesMode.NONE)
    void libvirtTakesAnyVolumeAndGivesItBack(@ForAll("specs") VolumeSpec spec) throws Exception {
        assumeTrue(Virsh.isThere(), "virsh is not on the PATH; install libvirt-clients");
        virsh.takes(spec);
    }
}
