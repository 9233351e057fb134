package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.kvm.virtio.balloon.VirtioBalloon;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import io.hv.kvm.virtio.console.ConsolePort;
import io.hv.kvm.virtio.console.VirtioConsole;
import io.hv.kvm.virtio.entropy.VirtioEntropy;
import io.hv.kvm.virtio.fs.VirtioFs;
import io.hv.kvm.virtio.net.VirtioNet;
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
            VirtioConsole console = (VirtioConsole) device;
            console.inputReady(choice % 2);
            console.roomReady(choice % 2);
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            assertTrue(
                    rig(program, memory, features).comesBack(1, List.of(new byte[] {'x'})),
                    "the terminal does not print");
        }
    },
    /** A balloon, which is asked for more and less, and for statistics. */
    BALLOON {
        @Override
        VirtioDevice make(GuestMemory memory) {
            return new VirtioBalloon("balloon0", memory, 0);
        }

        @Override
        void step(VirtioDevice device, int choice) {
            VirtioBalloon balloon = (VirtioBalloon) device;
            balloon.target(choice);
            balloon.look();
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            memory.putByte(0xf000, (byte) 1);
            assertTrue(
                    rig(program, memory, features).comesBack(0, List.of(new byte[] {15, 0, 0, 0})),
                    "the balloon is not inflated");
            assertTrue(memory.getByte(0xf000) == 0, "the page is not released");
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
    },
    /** A network card on a switch, with one other station. */
    NET {
        private static final long ADDRESS = 0x5254_0000_0001L;
        private static final int HEADER = 12;

        @Override
        VirtioDevice make(GuestMemory memory) {
            VirtioNet card = new VirtioNet("net0", ADDRESS, 2, 1500);
            EthernetSwitch lan = new EthernetSwitch("net0");
            card.connect(lan.connect("net0", card::receive));
            SwitchPort unused = lan.connect("other", frame -> {});
            return card;
        }

        /** Checksums, segments both ways, buffers that are merged, the control queue and its commands, several pairs. */
        @Override
        long features() {
            return 1 | 1L << 1 | 1L << 7 | 1L << 8 | 1L << 11 | 1L << 12 | 1L << 15 | 1L << 17 | 1L << 21 | 1L << 22;
        }

        @Override
        void step(VirtioDevice device, int choice) {
            VirtioNet card = (VirtioNet) device;
            switch (choice % 8) {
                case 0 -> card.announce();
                case 1 -> card.link((choice & 0x80) == 0);
                default -> card.receive(frame(choice));
            }
        }

        private Frame frame(int choice) {
            byte[] bytes = new byte[14 + 16 * choice];
            Arrays.fill(bytes, (byte) choice);
            Frame frame = Frame.of(bytes);
            if (choice % 2 == 0) {
                frame.checksum(choice, 16);
                frame.segments(choice % 4 == 0 ? Frame.TCP4 : Frame.WHOLE, choice);
            }
            return frame;
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            VirtioNet card = (VirtioNet) program.function().device();
            DeviceRig rig = rig(program, memory, features);
            assertTrue(rig.comesBack(1, List.of(new byte[HEADER + 60])), "no frame is sent");
            assertTrue(!rig.comesBack(0, List.of(), HEADER + 14), "a frame that nobody has sent");
            card.receive(Frame.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}));
            assertTrue(rig.isBack(0), "no frame is received");
        }
    },
    /** Sockets, with programs of the host's that listen at port 1, write, and close. */
    VSOCK {
        @Override
        VirtioDevice make(GuestMemory memory) {
            return SocketHost.makeDevice();
        }

        @Override
        void step(VirtioDevice device, int choice) {
            SocketHost.of(device).step(choice);
        }

        @Override
        void end(VirtioDevice device) {
            SocketHost.end(device);
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            DeviceRig rig = rig(program, memory, features);
            byte[] request = SocketHost.packet(1, 77, 9, 0);
            assertTrue(rig.comesBack(1, List.of(request)), "the device takes no packet");
            byte[] answer = rig.ask(0, List.of(), 44);
            assertTrue(answer[30] == 3, "nobody listens, and there is no RST");
        }
    },
    /** A folder with one file. */
    FS {
        @Override
        VirtioDevice make(GuestMemory memory) {
            return new VirtioFs("fs0", "tag", new FakeFolder(), memory);
        }

        @Override
        void step(VirtioDevice device, int choice) {
            // Nothing that it waits for.
        }

        @Override
        void works(HostileProgram program, GuestMemory memory, long features) {
            byte[] lookup =
                    new FuseMessage(FuseMessage.LOOKUP, 1).text(FakeFolder.NAME).bytes();
            byte[] answer = rig(program, memory, features).ask(1, List.of(lookup), 16, 128);
            assertTrue(answer[0] == (byte) 144 && answer[4] == 0, "the file is not found");
        }
    };

    private static DeviceRig rig(HostileProgram program, GuestMemory memory, long features) {
        return new DeviceRig(program.function(), memory, program.workers(), features)
                .begin(Math.min(2, program.function().queueCount()));
    }

    /** What its driver accepts of the device's own features. */
    long features() {
        return 0;
    }

    abstract VirtioDevice make(GuestMemory memory);

    /** Something happens that the device has waited for. */
    abstract void step(VirtioDevice device, int choice);

    /** The machine whose requests it holds is gone. */
    void forget(VirtioDevice device) {
        // It holds none.
    }

    /** Nobody needs the device any more. */
    void end(VirtioDevice device) {
        // Nobody knows it.
    }

    /** A driver that behaves gets what it asks for. */
    abstract void works(HostileProgram program, GuestMemory memory, long features);
}
