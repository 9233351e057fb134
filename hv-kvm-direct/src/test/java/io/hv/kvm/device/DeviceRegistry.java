package io.hv.kvm.device;

import static io.hv.kvm.device.DeviceUnderTest.device;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.device.acpi.AcpiPm;
import io.hv.kvm.device.acpi.ApmControl;
import io.hv.kvm.device.acpi.GenerationId;
import io.hv.kvm.device.acpi.PciHotPlug;
import io.hv.kvm.device.acpi.ResetControl;
import io.hv.kvm.device.debug.DebugConsole;
import io.hv.kvm.device.debug.DebugExit;
import io.hv.kvm.device.debug.PostCodePort;
import io.hv.kvm.device.i8042.I8042;
import io.hv.kvm.device.i8042.Port92;
import io.hv.kvm.device.panic.Pvpanic;
import io.hv.kvm.device.rtc.CmosMemory;
import io.hv.kvm.device.rtc.Rtc;
import io.hv.kvm.device.uart.Uart16550;
import io.hv.kvm.device.watchdog.I6300Esb;
import io.hv.kvm.memory.GuestMemory;
import java.util.List;
import java.util.Random;

/** Every device of this module, one line each. {@link DeviceContractTest} fails if one is missing. */
final class DeviceRegistry {

    static final List<DeviceUnderTest<?>> ALL = List.of(
            device(AcpiPm.class, AcpiPm.PORTS, DeviceRegistry::acpiPm).and(DeviceRegistry::disturb),
            device(ApmControl.class, ApmControl.PORTS, rig -> new ApmControl("apm", rig::acpiMode)),
            device(DebugConsole.class, DebugConsole.PORTS, rig -> new DebugConsole("debugcon", rig.sink())),
            device(DebugExit.class, DebugExit.PORTS, rig -> new DebugExit("debug-exit", rig.control())),
            // A guest reaches it in RAM alone.
            device(GenerationId.class, 1, DeviceRegistry::generationId)
                    .and((id, rig, random) -> id.renew(bytes(random)))
                    .keeping("id"),
            device(I6300Esb.class, I6300Esb.MEMORY, rig -> new I6300Esb("watchdog", rig.clock, rig.loop, rig.control()))
                    .and(DeviceRegistry::configure)
                    .and(DeviceRegistry::unlock)
                    .keeping("timedOut"),
            device(I8042.class, I8042.PORTS, rig -> new I8042("i8042", rig.line("irq1"), rig.control()))
                    .and(DeviceRegistry::writeOutputPort),
            device(Port92.class, Port92.PORTS, rig -> new Port92("port92", rig.control())),
            device(PciHotPlug.class, PciHotPlug.PORTS, DeviceRegistry::hotPlug)
                    .and(DeviceRegistry::plugAndAsk)
                    .unbounded("up", "down", "asked"),
            device(PostCodePort.class, PostCodePort.PORTS, rig -> new PostCodePort("post", rig::code))
                    .unbounded("last"),
            device(Pvpanic.class, Pvpanic.PORTS, rig -> new Pvpanic("pvpanic", rig.control())),
            device(ResetControl.class, ResetControl.PORTS, rig -> new ResetControl("reset", rig.control())),
            device(Rtc.class, Rtc.PORTS, DeviceRegistry::rtc)
                    .and(DeviceRegistry::setRegister)
                    .keeping("registers", "a", "mode", "offsetSeconds", "phaseNanos", "weekdayShift"),
            device(Uart16550.class, Uart16550.PORTS, DeviceRegistry::uart)
                    .and(DeviceRegistry::type)
                    .and(DeviceRegistry::open));

    private DeviceRegistry() {}

    private static GenerationId generationId(Rig rig) {
        return new GenerationId(
                "generation-id", GuestMemory.onHeap(4096), 8, bytes(new Random(1)), () -> rig.code(GenerationId.EVENT));
    }

    private static Bytes bytes(Random random) {
        byte[] bytes = new byte[GenerationId.SIZE];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static Uart16550 uart(Rig rig) {
        return new Uart16550("uart0", rig.line("irq4"), rig.clock, rig.loop, rig.source(), rig.sink());
    }

    private static void type(Uart16550 uart, Rig rig, Random random) {
        random.ints(random.nextInt(24), 0, 256).forEach(rig::type);
        uart.inputReady();
    }

    /** A driver opens the port while someone types: random writes alone would seldom get that far. */
    private static void open(Uart16550 uart, Rig rig, Random random) {
        uart.writePort(3, 1, 0x83);
        uart.writePort(0, 2, 0x0001);
        uart.writePort(3, 1, 0x03);
        uart.writePort(2, 1, 0x01 | (random.nextInt(4) << 6));
        uart.writePort(1, 1, random.nextInt(16));
        uart.writePort(4, 1, 0x08);
        random.ints(random.nextInt(4), 0, 256).forEach(rig::type);
        uart.inputReady();
    }

    /** Configuration space is not among what the contract writes to. */
    private static void configure(I6300Esb watchdog, Rig rig, Random random) {
        int size = 1 << random.nextInt(3);
        int at = random.nextInt(I6300Esb.CONFIG_SIZE / size) * size;
        rig.code(watchdog.readConfig(at, size));
        switch (random.nextInt(3)) {
            case 0 -> watchdog.writeConfig(at, size, random.nextInt());
            case 1 -> watchdog.writeConfig(0, 2, random.nextInt(64));
            default -> watchdog.writeConfig(8, 1, random.nextInt(4) == 0 ? random.nextInt(8) : 2);
        }
    }

    /** The sequence, and a write of what it is for. */
    private static void unlock(I6300Esb watchdog, Rig rig, Random random) {
        watchdog.writeMmio(0xc, 1, 0x80);
        watchdog.writeMmio(0xc, 1, 0x86);
        switch (random.nextInt(4)) {
            case 0 -> watchdog.writeMmio(0, 4, random.nextInt(1 << random.nextInt(1, 24)));
            case 1 -> watchdog.writeMmio(4, 4, random.nextInt(1 << random.nextInt(1, 24)));
            case 2 -> watchdog.writeMmio(0xc, 2, random.nextInt(0x400));
            default -> {
                // Unlocked, for whatever comes next.
            }
        }
    }

    private static void writeOutputPort(I8042 controller, Rig rig, Random random) {
        controller.writePort(4, 1, 0xd1);
        controller.writePort(0, 1, random.nextInt(256));
    }

    private static AcpiPm acpiPm(Rig rig) {
        return new AcpiPm("pm", rig.line("irq9"), rig.control(), rig.clock, rig.loop, 24, true);
    }

    private static void disturb(AcpiPm pm, Rig rig, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> pm.pressPowerButton();
            case 1 -> pm.raise(random.nextInt(AcpiPm.GPE_COUNT));
            case 2 -> pm.acpiMode(random.nextBoolean());
            default -> pm.writePort(AcpiPm.PM1_EVENT, 4, 0xffff_ffff); // clears and enables everything
        }
    }

    private static PciHotPlug hotPlug(Rig rig) {
        return new PciHotPlug("hot-plug", rig.line("event"), rig::code);
    }

    private static void plugAndAsk(PciHotPlug slots, Rig rig, Random random) {
        int slot = random.nextInt(32);
        switch (random.nextInt(4)) {
            case 0 -> slots.plugged(slot);
            case 1 -> slots.ask(slot);
            case 2 -> slots.emptied(slot);
            default -> slots.writePort(8, 4, 1 << slot);
        }
    }

    private static Rtc rtc(Rig rig) {
        return new Rtc("rtc", rig.line("irq8"), rig.clock, rig.clock, rig.loop, new CmosMemory(64 << 20, 0));
    }

    /** The registers that matter are few among 128. */
    private static void setRegister(Rtc rtc, Rig rig, Random random) {
        int register = random.nextInt(15);
        rtc.writePort(0, 1, register == 14 ? 0x32 : register);
        rtc.writePort(1, 1, random.nextInt(256));
        if (random.nextBoolean()) { // let it run, with some interrupts
            rtc.writePort(0, 2, 0x200a | (random.nextInt(16) << 8));
            rtc.writePort(0, 2, 0x000b | (random.nextInt(128) << 8));
        }
    }
}
