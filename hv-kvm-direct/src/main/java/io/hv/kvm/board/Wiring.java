package io.hv.kvm.board;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.Wall;
import java.util.function.IntFunction;

/**
 * What a board's devices are connected to.
 *
 * @param interrupts the line of each ISA interrupt, 0 to 15
 * @param clock the machine's time
 * @param wall civil time
 * @param loop runs the devices' timers
 * @param control where devices ask for power-off and reset
 * @param serialInput what the guest reads from its serial port
 * @param serialOutput what the guest writes to its serial port
 * @param debugOutput what the guest writes to the debug console
 * @param ramBelow4G bytes of RAM that begin at address 0
 * @param ramAbove4G bytes of RAM that begin at 4 GiB
 */
public record Wiring(
        IntFunction<IrqLine> interrupts,
        Clock clock,
        Wall wall,
        EventLoop loop,
        MachineControl control,
        ByteSource serialInput,
        ByteSink serialOutput,
        ByteSink debugOutput,
        long ramBelow4G,
        long ramAbove4G) {}
