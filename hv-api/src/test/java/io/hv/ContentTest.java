package io.hv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] mine = {1, 2, 3};
        Content content = Content.bytes(mine);
        mine[0] = 9;
        content.bytes().orElseThrow()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, content.bytes().orElseThrow());
        assertEquals(Optional.empty(), content.file());
        assertEquals(Content.bytes(new byte[] {1, 2, 3}), content);
        assertNotEquals(Content.bytes(new byte[0]), content);
    }

    @Test
    void aFileIsOnlyNamed() {
        Content content = Content.file(HostPath.of("/no/such/file"));
        assertEquals(Optional.of(HostPath.of("/no/such/file")), content.file());
        assertEquals(Optional.empty(), content.bytes());
        assertNotEquals(Content.bytes(new byte[0]), content);
        assertEquals("/no/such/file", content.toString());
    }

    /** Bytes may hold secrets, and go to logs as part of a spec. */
    @Test
    void bytesAreNotPrinted() {
        assertEquals("3 bytes", Content.bytes(new byte[] {65, 66, 67}).toString());
    }

    @Test
    void hostPaths() {
        assertThrows(IllegalArgumentException.class, () -> HostPath.of(""));
        assertThrows(IllegalArgumentException.class, () -> HostPath.of("/a\0b"));
        assertTrue(Path.of(HostPath.of(Path.of("x")).path()).isAbsolute());
    }

    @Test
    void bootsNameTheirContents() {
        Content kernel = Content.file(HostPath.of("/k"));
        Content initrd = Content.file(HostPath.of("/i"));
        assertEquals(
                Map.of("kernel", kernel, "initrd", initrd),
                LinuxBoot.kernel(kernel).initrd(initrd).contents());
        assertEquals(
                Map.of("kernel", kernel, "modules[0]", initrd, "modules[1]", kernel),
                MultibootBoot.kernel(kernel)
                        .module(initrd, "a")
                        .module(kernel, "b")
                        .contents());
        assertEquals(
                "a=1 b=2", LinuxBoot.kernel(kernel).append("a=1").append("b=2").commandLine());
    }
}
