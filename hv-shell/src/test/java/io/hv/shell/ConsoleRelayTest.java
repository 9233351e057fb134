package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ClosedException;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.mem.MemDomain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys as a raw terminal gives them. */
@Timeout(60)
class ConsoleRelayTest {

    private final Host host = Host.open("mem:///console-relay");
    private final TransientDomain domain = host.create(
            DomainSpec.named("keys").boot(GuestBoot.of(SmallGuests.echo())).build());
    private final ConsoleSession console = domain.console().open(From.START);
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        console.close();
        domain.close();
        host.close();
    }

    private String typed() {
        return domain.as(MemDomain.class).typed();
    }

    @Test
    void eachKeyArrivesAsItIsUntilTheConsoleIsLeft() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        ConsoleRelay.keys(keys("l\u00e9\u0003\r\ud83d\ude00\u001dnot this"), console, new PrintWriter(err), () -> {
            console.close();
            left.countDown();
        });
        left.await();
        assertEquals("l\u00e9\u0003\r\ud83d\ude00", typed());
        assertThrows(ClosedException.class, console::readAvailable);
        ConsoleRelay.screen(console, new PrintWriter(err));
        assertEquals("", err.toString());
    }

    /** A terminal gives what there is: here one byte at a time. */
    private static InputStream keys(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1));
            }
        };
    }

    @Test
    void aKeyboardThatBreaksIsTold() throws InterruptedException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("unplugged");
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                throw new IOException("unplugged");
            }
        };
        CountDownLatch told = new CountDownLatch(1);
        ConsoleRelay.keys(
                broken,
                console,
                new PrintWriter(err) {
                    @Override
                    public void flush() {
                        super.flush();
                        told.countDown();
                    }
                },
                () -> {});
        told.await();
        assertEquals("hv: the keyboard is cut off: unplugged", err.toString().strip());
    }
}
