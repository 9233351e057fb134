package io.hv.kvm.backend;

import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The names of the devices that a machine begins with, each of which is one device's. What a device of the user's own is called
 * is known when it is made, and those come last. For the thread that makes the machine.
 */
final class DeviceNames {

    private final String domain;
    private final Set<String> taken = new HashSet<>();

    /** Those of a domain's machine; none yet. */
    DeviceNames(String domain) {
        this.domain = domain;
    }

    /** Makes the same device, or refuses it if another one is called so. */
    Function<DeviceContext, VirtioDevice> distinct(Function<? super DeviceContext, ? extends VirtioDevice> factory) {
        return context -> {
            VirtioDevice device = factory.apply(context);
            if (!taken.add(device.name())) {
                throw new InvalidSpecException(
                        "domain '" + domain + "'",
                        List.of(SpecFault.of(
                                "options.devices",
                                device.name(),
                                "another device of the machine is called so",
                                "give the device of your own another name")));
            }
            return device;
        };
    }
}
