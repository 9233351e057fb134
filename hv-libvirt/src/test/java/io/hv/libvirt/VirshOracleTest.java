package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.testkit.requires.RequiresLibvirt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libvirt's own client takes what hv writes, checked against libvirt's schema. */
@RequiresLibvirt
class VirshOracleTest {

    @TempDir
    Path folder;

    @Test
    void everyKindOfDocumentFitsLibvirtsSchema() throws Exception {
        assumeTrue(TestHosts.hasVirsh(), "virsh is not on the PATH; install libvirt-clients");
        DomainSpec plain = DomainSpec.named("plain").vcpus(3).build();
        LinuxBoot kernel = LinuxBoot.kernel(HostPath.of("/boot/vm linuz <&>"));
        List<DomainSpec> specs = List.of(
                plain,
                plain.edit(b -> b.name("größe '\"<&> 名前")),
                plain.edit(b -> b.name("kernel").boot(kernel)),
                plain.edit(
                        b -> b.name("all").boot(kernel.initrd(HostPath.of("/i")).append("a=\"b\" \t<c>"))));
        String uri = TestHosts.uri(folder);
        for (DomainSpec spec : specs) {
            Path file = Files.writeString(
                    folder.resolve("domain.xml"), DomainXmlWriter.write(spec, UUID.randomUUID(), "test", "x86_64"));
            ProcessBuilder virsh = new ProcessBuilder("virsh", "-c", uri, "define", "--validate", file.toString());
            virsh.environment().put("LC_ALL", "C.UTF-8");
            Process process = virsh.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            assertTrue(said.contains(spec.name()), said);
        }
    }
}
