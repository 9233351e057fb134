package io.hv.kvm.virtio;

import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;

/** Every device that hostile programs are run against. */
enum FuzzedDevice {
    /** {@link EchoDevice}, which answers when it is told to. */
    ECHO {
        @Override
        VirtioDevice make() {
            EchoDevice device = new EchoDevice("echo", EchoDevice.Order.HELD, 16, 8);
            // The monitor's time is bounded by what a device does with a request, which is not what is looked at here.
            device.limit = 4096;
            return device;
        }

        @Override
        void step(VirtioDevice device, int choice) {
            EchoDevice echo = (EchoDevice) device;
            if (!echo.held.isEmpty()) {
                echo.finish(echo.held.remove(choice % echo.held.size()));
            }
        }

        @Override
        void forget(VirtioDevice device) {
            ((EchoDevice) device).held.clear();
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            EchoRig.roundTrips(memory, program.function(), program.transport(), program.workers(), 0, 0x4000, features);
        }
    };

    abstract VirtioDevice make();

    /** Something happens that the device has waited for. */
    abstract void step(VirtioDevice device, int choice);

    /** The machine whose requests it holds is gone. */
    abstract void forget(VirtioDevice device);

    /** A driver that behaves gets what it asks for. */
    abstract void works(HostileProgram program, GuestMemory memory, long features);
}
