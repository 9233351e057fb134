package io.hv.kvm.virtio;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.net.ether.EthernetSwitch;
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
import io.hv.kvm.virtio.vsock.VirtioSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The devices that the contract is about, and what a driver asks of them. */
enum SubjectDevice {
    /** A device of a user's own. */
    ECHO(2) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            return new EchoDevice("subject", EchoDevice.Order.AT_ONCE, 8, 8);
        }

        @Override
        Ask ask(int queue, Random random) {
            return new Ask(bytes(random, random.nextInt(32)), random.nextInt(32));
        }

        @Override
        void undo(VirtioDevice device, Outside outside, Outside earlier) {
            // A device of a user's own keeps no state yet: what was written to its configuration space is outside.
            for (int i = 0; i < device.configSize(); i++) {
                device.writeConfig(i, i + 1);
            }
        }
    },
    /** A disk with two queues. */
    BLOCK(2) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            BlockOptions options = new BlockOptions("subject", 2, 8, true);
            return new VirtioBlock("subject", outside.disk, options, memory, RateLimit.none());
        }

        @Override
        Ask ask(int queue, Random random) {
            boolean write = random.nextBoolean();
            byte[] said = new byte[write ? 16 + 512 : 16];
            random.nextBytes(said);
            int sector = random.nextInt(Outside.DISK / 512);
            ByteBuffer unused = ByteBuffer.wrap(said)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(write ? 1 : 0)
                    .putInt(0)
                    .putLong(sector);
            return new Ask(Bytes.of(said), write ? 1 : 512 + 1);
        }

        @Override
        void happen(VirtioDevice device, Outside outside, Random random) {
            try {
                ((VirtioBlock) device).resize(512L * (8 + random.nextInt(16)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        void undo(VirtioDevice device, Outside outside, Outside earlier) {
            try {
                ((VirtioBlock) device).resize(earlier.disk.capacity());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    },
    /** A terminal and a named port. */
    CONSOLE(6) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            return new VirtioConsole(
                    "subject",
                    List.of(
                            ConsolePort.console(outside.input(), outside::print),
                            ConsolePort.named("agent", outside.input(), outside::print)));
        }

        @Override
        long features() {
            return 1L << 1;
        }

        @Override
        Ask ask(int queue, Random random) {
            if (queue % 2 == 0) {
                return new Ask(Bytes.EMPTY, 8 + random.nextInt(24));
            }
            if (queue != 3) {
                return new Ask(bytes(random, 1 + random.nextInt(8)), 0);
            }
            int[] events = {0, 3, 6};
            ByteBuffer message = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(random.nextInt(2));
            message.putShort((short) events[random.nextInt(3)]);
            message.putShort((short) (random.nextInt(4) == 0 ? 0 : 1));
            return new Ask(Bytes.of(message.array()), 0);
        }

        @Override
        void happen(VirtioDevice device, Outside outside, Random random) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                outside.type(random.nextInt(256));
            }
            ((VirtioConsole) device).inputReady(random.nextInt(2));
        }
    },
    /** A balloon, whose driver gives up pages that are nothing else's. */
    BALLOON(5) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            return new VirtioBalloon("subject", memory, outside.balloon);
        }

        @Override
        long features() {
            return 1L << 1 | 1L << 2 | 1L << 5;
        }

        @Override
        Ask ask(int queue, Random random) {
            if (queue > 2) {
                return new Ask(Bytes.EMPTY, random.nextInt(0x1200));
            }
            int size = queue == 2 ? 10 : Integer.BYTES;
            ByteBuffer said =
                    ByteBuffer.allocate(size * (1 + random.nextInt(3))).order(ByteOrder.LITTLE_ENDIAN);
            while (said.hasRemaining()) {
                ByteBuffer unused = queue == 2
                        ? said.putShort((short) random.nextInt(12)).putLong(random.nextLong())
                        : said.putInt(13 + random.nextInt(3));
            }
            return new Ask(Bytes.of(said.array()), 0);
        }

        @Override
        void happen(VirtioDevice device, Outside outside, Random random) {
            outside.balloon = random.nextInt(16);
            ((VirtioBalloon) device).target(outside.balloon);
            ((VirtioBalloon) device).look();
        }
    },
    /**
     * Sockets, and nobody who listens: what is connected does not go on alike elsewhere, and must not. That is
     * {@code SocketLifeTest}'s.
     */
    VSOCK(3) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            return new VirtioSocket("subject", 3);
        }

        @Override
        long features() {
            return 1;
        }

        @Override
        Ask ask(int queue, Random random) {
            if (queue != 1) {
                return new Ask(Bytes.EMPTY, queue == 0 ? 44 + random.nextInt(24) : 4);
            }
            boolean strange = random.nextInt(8) == 0;
            ByteBuffer packet = ByteBuffer.allocate(44 + random.nextInt(8)).order(ByteOrder.LITTLE_ENDIAN);
            packet.putLong(strange ? random.nextInt(5) : 3).putLong(strange ? random.nextInt(5) : 2);
            packet.putInt(random.nextInt(4)).putInt(random.nextInt(4)).putInt(packet.capacity() - 44);
            packet.putShort((short) (strange ? 2 : 1)).putShort((short) random.nextInt(9));
            return new Ask(Bytes.of(packet.array()), 0);
        }

        @Override
        void happen(VirtioDevice device, Outside outside, Random random) {
            ((VirtioSocket) device).transportReset();
        }
    },
    /** Random bytes. */
    ENTROPY(1) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            return new VirtioEntropy("subject", outside.chance());
        }

        @Override
        Ask ask(int queue, Random random) {
            return new Ask(Bytes.EMPTY, random.nextInt(64));
        }
    },
    /** A network card with two pairs of queues; frames to the guest are lost with their machine, so none comes. */
    NET(5) {
        private static final int CONTROL = 4;

        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            VirtioNet card = new VirtioNet("subject", 0x5254_0000_0001L, 2, 1500);
            EthernetSwitch lan = new EthernetSwitch("subject");
            card.connect(lan.connect("subject", card::receive));
            SwitchPort unused = lan.connect("other", frame -> {
                for (int i = 0; i < frame.length(); i++) {
                    outside.print(frame.bytes()[i] & 0xff);
                }
            });
            card.link(outside.cable());
            return card;
        }

        /** Checksums, the control queue, and several pairs. */
        @Override
        long features() {
            return 1 | 1L << 1 | 1L << 15 | 1L << 16 | 1L << 17 | 1L << 21 | 1L << 22 | 1L << 23;
        }

        @Override
        Ask ask(int queue, Random random) {
            if (queue == CONTROL) {
                byte[][] commands = {
                    {1, 1, 2, 0, 0, 0, 0, (byte) random.nextInt(3)}, {3, 0}, {4, 0, 1, 0}, {4, 0, 2, 0}, {9, 9}
                };
                return new Ask(Bytes.of(commands[random.nextInt(commands.length)]), 1);
            }
            if (queue % 2 == 0) {
                return new Ask(Bytes.EMPTY, random.nextInt(100));
            }
            byte[] said = new byte[12 + 14 + random.nextInt(50)];
            random.nextBytes(said);
            Arrays.fill(said, 0, 12, (byte) 0);
            if (random.nextBoolean()) {
                // The checksum from the source address on is to be put where the type is.
                said[0] = 1;
                said[6] = 6;
                said[8] = 6;
            }
            return new Ask(Bytes.of(said), 0);
        }

        @Override
        void happen(VirtioDevice device, Outside outside, Random random) {
            VirtioNet card = (VirtioNet) device;
            if (random.nextBoolean()) {
                card.announce();
            } else {
                outside.cable(random.nextBoolean());
                card.link(outside.cable());
            }
        }

        @Override
        void undo(VirtioDevice device, Outside outside, Outside earlier) {
            ((VirtioNet) device).link(earlier.cable());
        }
    },
    /** A folder with one file. */
    FS(2) {
        @Override
        VirtioDevice make(Outside outside, GuestMemory memory) {
            return new VirtioFs("subject", "tag", new FakeFolder(), memory);
        }

        @Override
        Ask ask(int queue, Random random) {
            if (queue == 0) {
                return new Ask(
                        Bytes.of(new FuseMessage(FuseMessage.FORGET, 2).longs(1).bytes()), 0);
            }
            int room = 1 + random.nextInt(64);
            FuseMessage message = switch (random.nextInt(4)) {
                case 0 -> new FuseMessage(FuseMessage.LOOKUP, 1).text(FakeFolder.NAME);
                case 1 -> new FuseMessage(FuseMessage.GETATTR, 2).longs(0, 0);
                case 2 ->
                    new FuseMessage(FuseMessage.READ, 2)
                            .longs(2, random.nextInt(FakeFolder.SIZE))
                            .ints(room, 0)
                            .longs(0, 0);
                default -> new FuseMessage(FuseMessage.GETXATTR, 2).longs(0);
            };
            return new Ask(Bytes.of(message.bytes()), 144);
        }
    };

    /** A request: what is said, and how many bytes may be answered. */
    record Ask(Bytes said, int room) {}

    final int queues;

    SubjectDevice(int queues) {
        this.queues = queues;
    }

    abstract VirtioDevice make(Outside outside, GuestMemory memory);

    /** What its driver accepts of the device's own features. */
    long features() {
        return 0;
    }

    abstract Ask ask(int queue, Random random);

    /** Something that is not the guest's doing. */
    void happen(VirtioDevice device, Outside outside, Random random) {
        // There is nothing that it could hear of.
    }

    /** The other side is about to be as it was earlier. */
    void undo(VirtioDevice device, Outside outside, Outside earlier) {
        // It hears of nothing.
    }

    private static Bytes bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
