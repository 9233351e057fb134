package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemViewTest {

    @Test
    void whatIsThereAndWhatIsNot(@TempDir Path root) throws Exception {
        SystemView system = new SystemView(root);
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nkvm:x:992:ann\nodd\n");
        assertTrue(system.exists("/etc/group"));
        assertEquals(List.of("root:x:0:", "kvm:x:992:ann", "odd"), system.lines("/etc/group"));
        assertEquals(List.of("group"), system.names("/etc"));
        assertEquals("kvm", system.group(992));
        assertEquals("7", system.group(7));
        assertTrue(system.mayReadAndWrite("/etc/group"));

        assertFalse(system.exists("/etc/passwd"));
        assertEquals(Optional.empty(), system.read("/etc/passwd"));
        assertEquals(List.of(), system.lines("/etc"));
        assertEquals(List.of(), system.names("/etc/group"));
        assertFalse(system.mayReadAndWrite("/etc/passwd"));
        assertEquals(OptionalLong.empty(), system.number("/etc/passwd", "gid"));
        assertEquals(OptionalLong.empty(), system.number("/etc/group", "no-such-attribute"));
    }
}
