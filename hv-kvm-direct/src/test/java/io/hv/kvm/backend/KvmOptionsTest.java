package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KvmOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvmOptionsTest {

    @Test
    void portsAreAddedInOrder() {
        KvmOptions options = KvmOptions.defaults().port("b").port("a.B-c_9");
        assertEquals(List.of("b", "a.B-c_9"), options.ports());
        assertEquals(List.of(), KvmOptions.defaults().ports());
        assertNotEquals(KvmOptions.defaults(), options);
        assertEquals(KvmOptions.defaults().port("b").port("a.B-c_9"), options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a/b", "a b", "a\n", "ä", "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void namesAreChecked(String name) {
        assertThrows(IllegalArgumentException.class, () -> KvmOptions.defaults().port(name));
    }

    @Test
    void thereIsRoomForSoMany() {
        KvmOptions options = KvmOptions.defaults().port("p");
        KvmOptions one = options;
        assertThrows(IllegalArgumentException.class, () -> one.port("p"));
        for (int i = 1; i < KvmOptions.MOST_PORTS; i++) {
            options = options.port("p" + i);
        }
        KvmOptions full = options;
        assertThrows(IllegalArgumentException.class, () -> full.port("more"));
    }

    @Test
    void theConsoleIsSerialUnlessSaidOtherwise() {
        assertEquals(ConsoleDevice.SERIAL, KvmOptions.defaults().console());
        assertEquals(
                ConsoleDevice.VIRTIO,
                KvmOptions.defaults()
                        .console(ConsoleDevice.VIRTIO)
                        .entropy(true)
                        .console());
    }
}
