package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import io.hv.kvm.virtio.console.ConsolePort;
import io.hv.kvm.virtio.console.VirtioConsole;
import io.hv.kvm.virtio.entropy.VirtioEntropy;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Every device that hostile programs are run against. */
enum FuzzedDevice {
    /** {@link EchoDevice}, which answers when it is told to. */
    ECHO {
        @Override
        VirtioDevice make(GuestMemory memory) {
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
    },
    /** A disk of 64 sectors. */
    BLOCK {
        @Override
        VirtioDevice make(GuestMemory memory) {
            BlockOptions options = new BlockOptions("fuzzed", 2, 8, true);
            return new VirtioBlock("vda", new BytesStore(64 * 512, false), options, memory, RateLimit.none());
        }

        @Override
        void step(VirtioDevice device, int choice) {
            try {
                ((VirtioBlock) device).resize(512L * (1 + choice % 64));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            byte[] header = new byte[16];
            byte[] answer = rig(program, memory, features).ask(0, List.of(header), 512, 1);
            assertTrue(answer[512] == 0, "the first sector cannot be read");
        }
    },
    /** A terminal and a named port. */
    CONSOLE {
        @Override
        VirtioDevice make(GuestMemory memory) {
            return new VirtioConsole(
                    "console0",
                    List.of(
                            ConsolePort.console(() -> ByteSource.NOTHING, octet -> {}),
                            ConsolePort.named("agent", () -> ByteSource.NOTHING, octet -> {})));
        }

        @Override
        void step(VirtioDevice device, int choice) {
            ((VirtioConsole) device).inputReady(choice % 2);
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            assertTrue(
                    rig(program, memory, features).comesBack(1, List.of(new byte[] {'x'})),
                    "the terminal does not print");
        }
    },
    /** Random bytes. */
    ENTROPY {
        @Override
        VirtioDevice make(GuestMemory memory) {
            return new VirtioEntropy("rng0", new Random(1));
        }

        @Override
        void step(VirtioDevice device, int choice) {
            // Nothing that it waits for.
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            byte[] answer = rig(program, memory, features).ask(0, List.of(), 16);
            assertTrue(!Arrays.equals(new byte[16], answer), "there are no random bytes");
        }
    };

    private static DeviceRig rig(HostileProgram program, GuestMemory memory, long features) {
        return new DeviceRig(program.function(), memory, program.workers(), features)
                .begin(Math.min(2, program.function().queueCount()));
    }

    abstract VirtioDevice make(GuestMemory memory);

    /** Something happens that the device has waited for. */
    abstract void step(VirtioDevice device, int choice);

    /** The machine whose requests it holds is gone. */
    void forget(VirtioDevice device) {
        // It holds none.
    }

    /** A driver that behaves gets what it asks for. */
    abstract void works(HostileProgram program, GuestMemory memory, long features);
}
