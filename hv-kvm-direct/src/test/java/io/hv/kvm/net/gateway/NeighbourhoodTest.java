package io.hv.kvm.net.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import io.hv.NetworkAddress;
import io.hv.kvm.net.gateway.Neighbourhood.Place;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourhoodTest {

    @ParameterizedTest
    @CsvSource({
        "10.9.0.1/24, eth0, 10.9.0.7, 24, true",
        "10.9.0.1/24, eth0, 10.9.0.7, 32, true",
        "10.9.0.1/24, eth0, 10.0.0.1, 8, true",
        "10.9.0.1/24, eth0, 10.9.1.1, 24, false",
        "10.9.0.1/24, own, 10.9.0.1, 24, false",
        "10.9.0.1/24, eth0, 192.0.2.1, 0, false",
        "10.9.0.1/24, eth0, fd00:9::1, 64, false",
        "fd00:9::1/64, eth0, fd00:9::5:1, 64, true",
        "fd00:9::1/64, eth0, fd00:9:0:1::1, 64, false",
        "fd00:9::1/64, eth0, fe80::1, 64, false",
    })
    void aNetworkIsNowhereElse(String network, String device, String address, int prefix, boolean overlaps) {
        Place place = new Place(device, IpAddress.parse(address), prefix);
        assertEquals(
                overlaps,
                Neighbourhood.overlapping(List.of(NetworkAddress.of(network)), "own", Stream.of(place))
                        .isPresent());
    }

    @Test
    void thisMachineIsInSome() throws SocketException {
        List<Place> places = Neighbourhood.places().toList();
        assertTrue(places.stream().anyMatch(place -> place.address().isLoopback()), places::toString);
    }
}
