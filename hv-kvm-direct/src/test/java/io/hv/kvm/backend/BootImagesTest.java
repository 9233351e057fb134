package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidSpecException;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.Unpacking;
import io.hv.kvm.memory.GuestMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read: what is theirs to answer for, and what is not. */
class BootImagesTest {

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("kernel"), new byte[4096]);
    }

    private HypervisorException told(Boot boot) {
        GuestLayout layout = new GuestLayout(GuestMemory.onHeap(1 << 20));
        BootException e = assertThrows(BootException.class, () -> BootImages.load(boot, Unpacking.AUTO, layout));
        return HostErrors.boot("the start of 'web'", "web", e);
    }

    @Test
    void aThreadThatIsInterruptedWhileItReadsIsToldSoWhateverItBoots() {
        Content content = Content.file(HostPath.of(file));
        for (Boot boot : List.of(
                BinaryBoot.of(content, BinaryBoot.Mode.LONG, 0x8000),
                LinuxBoot.kernel(content),
                MultibootBoot.kernel(content))) {
            Thread.currentThread().interrupt();
            HypervisorException told = told(boot);
            assertTrue(Thread.interrupted(), "the flag is set again");
            assertInstanceOf(InterruptedOperationException.class, told, boot::toString);
            assertEquals("the start of 'web' was interrupted", told.getMessage());
        }
    }

    @Test
    void aFileThatIsNotThereIsAFaultOfTheSpec() throws IOException {
        Files.delete(file);
        HypervisorException told = told(LinuxBoot.kernel(HostPath.of(file)));
        assertInstanceOf(InvalidSpecException.class, told);
        assertTrue(String.valueOf(told.getMessage()).contains("does not exist"), told.getMessage());
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
