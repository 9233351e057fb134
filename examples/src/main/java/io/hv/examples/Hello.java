package io.hv.examples;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.mem.MemGuest;
import java.time.Duration;

/** README's program: boots a guest that echoes, and talks to it. Takes a host's URI, or finds one. */
public final class Hello {

    private Hello() {}

    // program
    public static void main(String[] args) {
        try (Host host = args.length > 0 ? Host.open(args[0]) : Host.detect().open()) {
            DomainSpec spec = DomainSpec.named("hello")
                    .memory(ByteSize.mib(64))
                    .boot(BinaryBoot.of(
                            Content.bytes(SmallGuests.echo().bytes()), // 402 bytes of machine code
                            BinaryBoot.Mode.LONG,
                            0x100000))
                    .with(MemGuest.quiet().prints("echo ready\n").echoes()) // its part on mem:///; ignored elsewhere
                    .build();
            try (TransientDomain vm = host.create(spec);
                    ConsoleSession console = vm.console().open(From.START)) {
                console.expect("echo ready\n", Duration.ofSeconds(30));
                console.send("hello, guest");
                System.out.println(host.uri() + " says: " + console.expect("guest", Duration.ofSeconds(30)));
            } // the machine is gone, and your JVM goes on
        }
    }
    // end
}
