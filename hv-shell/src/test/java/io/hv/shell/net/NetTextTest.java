package io.hv.shell.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class NetTextTest {

    private static NetText.Wanted read(String text) {
        return new NetText().convert(text);
    }

    @Test
    void isAWordOrANetworksName() {
        assertTrue(read("none").isNone());
        assertEquals(NicSpec.userMode(), read("user").nic());
        assertEquals(NicSpec.on("lan"), read("lan").nic());
        assertEquals(NetworkSpec.isolated("lan").build(), read("lan").network());
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.8.1/24, 10.9.8.2, 10.9.8.254",
        "10.9.8.100/24, 10.9.8.101, 10.9.8.254",
        "10.9.8.1/8, 10.9.8.2, 10.9.255.254",
        "10.9.8.129/30, 10.9.8.130, 10.9.8.130",
        "fd00:7::1/64, fd00:7::2, fd00:7::ffff",
        "fd00:7::fff0/120, fd00:7::fff1, fd00:7::ffff",
    })
    void handsOutWhatIsAboveTheHostsAddress(String address, String first, String last) {
        assertEquals(
                NetworkSpec.isolated("lan")
                        .address(NetworkAddress.of(address).range(first, last))
                        .build(),
                read("lan,address=" + address).network());
    }

    @ParameterizedTest
    @CsvSource({"isolated,ISOLATED", "nat,NAT", "routed,ROUTED"})
    void reachesAsFarAsIsSaid(String word, NetworkMode mode) {
        NetworkSpec isolated = read("lan,address=10.9.8.1/24").network();
        assertEquals(
                isolated.edit(spec -> spec.mode(mode)),
                read("lan,address=10.9.8.1/24,mode=" + word).network());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.8.254/24", "10.9.8.1/31"})
    void handsOutNothingWhereThereIsNoRoom(String address) {
        assertTrue(
                read("lan,address=" + address).address().orElseThrow().ranges().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",address=10.9.8.1/24",
                "lan,",
                "lan,10.9.8.1/24",
                "user,address=10.9.8.1/24",
                "none,address=10.9.8.1/24",
                "lan,address=10.9.8.1",
                "lan,address=10.9.8.256/24",
                "lan,address=10.9.8.1/33",
                "a/b,address=10.9.8.1/24",
                "lan,mode=nat",
                "lan,address=10.9.8.1/24,mode=bridge",
                "lan,address=10.9.8.1/24,mode=",
                "lan,mode=nat,address=10.9.8.1/24"
            })
    void saysWhatIsNone(String text) {
        assertThrows(TypeConversionException.class, () -> read(text));
    }
}
