package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootOrderTest {

    private static final Content FILE = Content.file(HostPath.of("/boot/x"));

    @Test
    void partsAreToldInTheirOrder() {
        MultibootBoot boot =
                MultibootBoot.kernel(FILE).module(FILE, "a").module(FILE, "b").module(FILE, "c");
        assertEquals(
                List.of("kernel", "modules[0]", "modules[1]", "modules[2]"),
                new ArrayList<>(boot.contents().keySet()));
        assertEquals(
                List.of("kernel", "initrd"),
                new ArrayList<>(LinuxBoot.kernel(FILE).initrd(FILE).contents().keySet()));
    }
}
