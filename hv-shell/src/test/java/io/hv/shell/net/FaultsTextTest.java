package io.hv.shell.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.net.LinkFaults;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FaultsTextTest {

    private static LinkFaults read(String text) {
        return new FaultsText().convert(text);
    }

    @Test
    void saysAllThatCanBeWrongWithACable() {
        LinkFaults all = LinkFaults.none()
                .loss(0.2)
                .corruption(0.001)
                .duplication(1)
                .reordering(0.1, Duration.ofMillis(5))
                .delay(Duration.ofNanos(250_000))
                .jitter(Duration.ofSeconds(2))
                .bandwidth(10_500_000)
                .queue(65536)
                .seed(-7);
        assertEquals(
                all,
                read(
                        "loss=20%,corruption=0.001,duplication=100%,reordering=10%/5ms,delay=250us,jitter=2s,bandwidth=10.5M,"
                                + "queue=64KiB,seed=-7"));
        assertEquals(all, read(FaultsText.of(all)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | none",
                "loss=0 | none",
                "loss=0.205 | loss=20.5%",
                "delay=1.5ms,seed=1 | delay=1500us,seed=1",
                "bandwidth=1G | bandwidth=1000000000",
                "reordering=5%/0.1s | reordering=5%/100ms",
            })
    void isShownAsItIsRead(String typed, String shown) {
        assertEquals(shown, FaultsText.of(read(typed)));
        assertEquals(read(typed), read(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "loss",
                "loss=",
                "loss=20%%",
                "loss=120%",
                "loss=2",
                "loss=-1",
                "delay=5",
                "delay=5min",
                "delay=61s",
                "delay=0.0001us",
                "jitter=99999999999999999999s",
                "bandwidth=0",
                "bandwidth=0.5",
                "bandwidth=1T",
                "queue=0",
                "queue=4GiB",
                "reordering=10%",
                "seed=1.5",
                "color=red",
                "none,loss=1%"
            })
    void namesThePartThatIsWrong(String text) {
        TypeConversionException refused = assertThrows(TypeConversionException.class, () -> read("seed=1," + text));
        String wrong = text.startsWith("none") ? "none" : text;
        assertTrue(String.valueOf(refused.getMessage()).startsWith("'" + wrong + "': "), refused::getMessage);
    }
}
