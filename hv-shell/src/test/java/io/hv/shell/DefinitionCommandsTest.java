package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.xml.DomainXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command is a host of its own: what one defines the next one finds. */
@RequiresKvm
class DefinitionCommandsTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    @TempDir
    Path folder;

    private Typed hv(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = arguments[0];
        all[1] = "--uri";
        all[2] = "kvm:///embed?root=" + folder.resolve("root");
        System.arraycopy(arguments, 1, all, 3, arguments.length - 1);
        return Typed.hv(all);
    }

    @Test
    void definedListedShownEditedAndUndefined() throws IOException {
        Path kernel = Files.writeString(folder.resolve("vmlinuz"), "never booted");
        DomainSpec spec = DomainSpec.named("web")
                .uuid(ID)
                .boot(LinuxBoot.kernel(HostPath.of(kernel)))
                .build();
        Path file = Files.writeString(
                folder.resolve("web.xml"),
                DomainXml.from(spec)
                        .text()
                        .replace("<devices>", "<devices><sound model='ich9'/>")
                        .replace("</uuid>", "</uuid><title>The shop</title>"));
        Typed refused = hv("define", file.toString());
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("/domain/devices/sound"), refused.err());
        Typed defined = hv("define", "--leave-out", file.toString());
        assertEquals(0, defined.status(), defined.err());
        assertTrue(defined.err().contains("left out: /domain/devices/sound"), defined.err());
        assertEquals(1, defined.err().lines().count(), defined.err());
        Typed list = hv("list", "--all");
        assertEquals("NAME  STATE    UUID\nweb   shutoff  " + ID + "\n", list.out());
        assertTrue(list.err().contains("only the definitions are seen here"), list.err());
        assertEquals(0, hv("edit", "web", "--memory", "1GiB", "--vcpus", "2").status());
        Typed shown = hv("dumpxml", ID.toString());
        DomainXml xml = DomainXml.parse(shown.out());
        assertEquals(spec.edit(b -> b.memory(ByteSize.gib(1)).vcpus(2)), xml.toSpec());
        assertTrue(shown.out().contains("The shop"), shown.out());
        assertEquals(2, hv("edit", "web").status(), "nothing is to change");
        assertEquals(0, hv("undefine", "web").status());
        Typed gone = hv("dumpxml", "web");
        assertEquals(1, gone.status());
        assertTrue(gone.err().contains("no domain is called 'web'"), gone.err());
    }
}
