package io.hv.kvm.device;

import io.hv.kvm.device.uart.Uart16550;
import java.util.List;

/** Every device of this module, one line each. {@link DeviceContractTest} fails if one is missing. */
final class DeviceRegistry {

    static final List<DeviceUnderTest<?>> ALL = List.of(DeviceUnderTest.of(
                    Uart16550.class,
                    Uart16550.PORTS,
                    rig -> new Uart16550("uart0", rig.line("irq4"), rig.clock, rig.loop, rig.source(), rig.sink()))
            .and((uart, rig, random) -> {
                random.ints(random.nextInt(24), 0, 256).forEach(rig::type);
                uart.inputReady();
            }));

    private DeviceRegistry() {}
}
