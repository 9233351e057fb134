package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.hv.libvirt.LibvirtDomainEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each callback, called as libvirt's C does by the prototypes in libvirt-domain.h. */
class DomainEventCallbacksTest {

    private static final Pointer CONNECTION = new Pointer(0x1000);
    private static final Pointer DOMAIN = new Pointer(0x2000);
    private static final Pointer OPAQUE = new Pointer(0x3000);
    private static final long WIDE = 0x1234_5678_9abc_def0L;

    /** libvirt's memory, as long as a test runs. */
    private final List<Memory> kept = new ArrayList<>();

    private final Set<Kind> tried = EnumSet.noneOf(Kind.class);

    private Memory kept(Memory memory) {
        kept.add(memory);
        return memory;
    }

    private Pointer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = kept(new Memory(bytes.length + 1L));
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    private Pointer address(int family, String node, @Nullable String service) {
        Memory memory = kept(new Memory(3L * Native.POINTER_SIZE));
        memory.setInt(0, family);
        memory.setPointer(Native.POINTER_SIZE, text(node));
        memory.setPointer(2L * Native.POINTER_SIZE, service == null ? null : text(service));
        return memory;
    }

    private Pointer subject(String type, String name) {
        Memory pair = kept(new Memory(2L * Native.POINTER_SIZE));
        pair.setPointer(0, text(type));
        pair.setPointer(Native.POINTER_SIZE, text(name));
        Memory memory = kept(new Memory(2L * Native.POINTER_SIZE));
        memory.setInt(0, 1);
        memory.setPointer(Native.POINTER_SIZE, pair);
        return memory;
    }

    /** Calls it by its address, and looks at what was told. */
    private void tells(Kind kind, Map<String, Object> expected, Object... arguments) {
        List<String> seen = new ArrayList<>();
        DomainEventCallbacks callbacks = new DomainEventCallbacks((domain, told, body) -> {
            EventDetails details = new EventDetails();
            body.accept(details);
            assertEquals(expected, details.all());
            seen.add(domain + " " + told);
        });
        Callback callback = callbacks.of(kind);
        Object[] all = new Object[arguments.length + 3];
        all[0] = CONNECTION;
        all[1] = DOMAIN;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 1] = OPAQUE;
        Function.getFunction(CallbackReference.getFunctionPointer(callback)).invoke(all);
        assertEquals(List.of(DOMAIN + " " + kind), seen, kind::name);
        tried.add(kind);
    }

    @Test
    void each() {
        for (Kind kind : List.of(Kind.REBOOT, Kind.CONTROL_ERROR)) {
            tells(kind, Map.of());
        }
        tells(Kind.RTC_CHANGE, Map.of("utcoffset", -WIDE), -WIDE);
        tells(Kind.WATCHDOG, Map.of("action", 3), 3);
        tells(
                Kind.IO_ERROR,
                Map.of("srcPath", "/\u00fc", "devAlias", "virtio-disk0", "action", 1),
                text("/\u00fc"),
                text("virtio-disk0"),
                1);
        tells(
                Kind.IO_ERROR_REASON,
                Map.of("srcPath", "/a", "devAlias", "b", "action", 2, "reason", "enospc"),
                text("/a"),
                text("b"),
                2,
                text("enospc"));
        tells(
                Kind.GRAPHICS,
                Map.of(
                        "phase", 1,
                        "local.family", 0,
                        "local.node", "127.0.0.1",
                        "local.service", "5900",
                        "remote.family", 2,
                        "remote.node", "/run/vnc",
                        "authScheme", "none",
                        "subject.x509dname", "CN=me"),
                1,
                address(0, "127.0.0.1", "5900"),
                address(2, "/run/vnc", null),
                text("none"),
                subject("x509dname", "CN=me"));
        tells(Kind.GRAPHICS, Map.of("phase", 2), 2, Pointer.NULL, Pointer.NULL, Pointer.NULL, Pointer.NULL);
        for (Kind kind : List.of(Kind.BLOCK_JOB, Kind.BLOCK_JOB_2)) {
            tells(kind, Map.of("disk", "vda", "type", 2, "status", 3), text("vda"), 2, 3);
        }
        tells(
                Kind.DISK_CHANGE,
                Map.of("oldSrcPath", "/old", "devAlias", "ide0", "reason", 1),
                text("/old"),
                Pointer.NULL,
                text("ide0"),
                1);
        tells(Kind.TRAY_CHANGE, Map.of("devAlias", "ide0", "reason", 1), text("ide0"), 1);
        for (Kind kind : List.of(Kind.PMWAKEUP, Kind.PMSUSPEND, Kind.PMSUSPEND_DISK)) {
            tells(kind, Map.of("reason", 7), 7);
        }
        tells(Kind.BALLOON_CHANGE, Map.of("actual", WIDE), WIDE);
        for (Kind kind : List.of(Kind.DEVICE_REMOVED, Kind.DEVICE_ADDED, Kind.DEVICE_REMOVAL_FAILED)) {
            tells(kind, Map.of("devAlias", "net0"), text("net0"));
        }
        tells(Kind.AGENT_LIFECYCLE, Map.of("state", 1, "reason", 2), 1, 2);
        tells(Kind.MIGRATION_ITERATION, Map.of("iteration", 9), 9);
        tells(Kind.METADATA_CHANGE, Map.of("type", 2, "nsuri", "urn:a"), 2, text("urn:a"));
        tells(Kind.METADATA_CHANGE, Map.of("type", 0), 0, Pointer.NULL);
        tells(
                Kind.BLOCK_THRESHOLD,
                Map.of("dev", "vda", "path", "/a", "threshold", WIDE, "excess", WIDE + 1),
                text("vda"),
                text("/a"),
                WIDE,
                WIDE + 1);
        tells(Kind.MEMORY_FAILURE, Map.of("recipient", 1, "action", 2, "flags", 3), 1, 2, 3);
        tells(Kind.MEMORY_DEVICE_SIZE_CHANGE, Map.of("alias", "dimm0", "size", WIDE), text("dimm0"), WIDE);
        try (TypedParameters parameters =
                new TypedParameters(2).add("a", "text").add("b", 5)) {
            for (Kind kind : List.of(Kind.TUNABLE, Kind.JOB_COMPLETED)) {
                tells(kind, Map.of("a", "text", "b", 5L), parameters.pointer(), 2);
            }
        }
        assertEquals(EnumSet.allOf(Kind.class), tried);
    }
}
