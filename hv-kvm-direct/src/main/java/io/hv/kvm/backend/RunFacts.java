package io.hv.kvm.backend;

import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.machine.VirtualMachine;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What can be told of a run at one moment of it, and of its last moment afterwards: what {@link io.hv.kvm.KvmDomain} tells.
 *
 * @param cpuTime how long the vCPUs have worked
 */
record RunFacts(
        OptionalInt debugExit,
        int postCode,
        Map<String, Long> exits,
        List<DeviceStatistics> devices,
        String debugOutput,
        Duration cpuTime) {

    /** Of what never ran. */
    static RunFacts none() {
        return new RunFacts(OptionalInt.empty(), 0, Map.of(), List.of(), "", Duration.ZERO);
    }

    /** Of a machine now; it may be closed. */
    static RunFacts of(VirtualMachine machine, VirtioTransport transport) {
        return new RunFacts(
                machine.debugExit(),
                machine.postCode(),
                machine.exits(),
                machine.virtioDevices().stream()
                        .map(device -> DeviceLook.at(device, transport))
                        .toList(),
                machine.debugOutput(),
                machine.cpuTime());
    }

    /** As texts by names of files. */
    Map<String, String> evidence() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("exits.txt", lines(exits.entrySet()));
        all.put("devices.txt", lines(devices));
        if (!debugOutput.isEmpty()) {
            all.put("debug-console.log", debugOutput);
        }
        return all;
    }

    private static String lines(Collection<?> things) {
        return things.stream().map(thing -> thing + "\n").collect(Collectors.joining());
    }
}
