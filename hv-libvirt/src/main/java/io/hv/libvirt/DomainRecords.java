package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Statistics of all domains by one call, which asks the machines' own processes as few times as can be. */
final class DomainRecords {

    /** {@code struct virDomainStatsRecord}: a domain, its parameters, and how many these are. */
    private static final long PARAMETERS_AT = Native.POINTER_SIZE;

    private static final long COUNT_AT = 2L * Native.POINTER_SIZE;

    private DomainRecords() {}

    static Map<UUID, Map<String, Object>> of(Connection connection) throws LibvirtFailure {
        LibvirtCalls calls = connection.calls();
        try (Connection.Lease held = connection.lease()) {
            PointerByReference array = new PointerByReference();
            int count = LibvirtFailure.check(
                    calls,
                    calls.virConnectGetAllDomainStats(held.pointer(), 0, array, 0),
                    "virConnectGetAllDomainStats");
            Pointer records = array.getValue();
            try {
                Map<UUID, Map<String, Object>> all = new HashMap<>();
                for (int i = 0; i < count; i++) {
                    Pointer record = records.getPointer((long) i * Native.POINTER_SIZE);
                    UUID uuid = QuickCalls.uuid(Pointer.nativeValue(record.getPointer(0)));
                    all.put(uuid, TypedParameters.read(record.getPointer(PARAMETERS_AT), record.getInt(COUNT_AT)));
                }
                return all;
            } finally {
                calls.virDomainStatsRecordListFree(records);
            }
        }
    }
}
