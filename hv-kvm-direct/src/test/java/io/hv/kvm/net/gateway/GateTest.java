package io.hv.kvm.net.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private final List<String> done = new ArrayList<>();
    private final Gate gate = new Gate(() -> done.add("down"));

    private void begin() throws GatewayException {
        gate.begin(() -> done.add("up"));
    }

    @Test
    void theDeviceGoesDownWithTheRules() throws GatewayException {
        begin();
        assertTrue(gate.isOpen());
        gate.lose();
        assertFalse(gate.isOpen());
        gate.lose();
        assertEquals(List.of("up", "down"), done);
    }

    @Test
    void itDoesNotComeUpWithoutRules() {
        gate.lose();
        GatewayException e = assertThrows(GatewayException.class, this::begin);
        assertTrue(e.toString().contains("nft has ended"), e::toString);
        assertEquals(List.of("down"), done);
    }

    @Test
    void framesDoNotPassWhereItStaysUp() {
        Gate stuck = new Gate(() -> {
            throw new IllegalStateException("it stays up");
        });
        assertThrows(IllegalStateException.class, stuck::lose);
        assertFalse(stuck.isOpen());
    }

    /** Its name may be another's by then. */
    @Test
    void oneThatIsClosedLeavesTheDeviceAlone() throws GatewayException {
        begin();
        gate.close();
        gate.lose();
        assertFalse(gate.isOpen());
        assertThrows(GatewayException.class, this::begin);
        assertEquals(List.of("up"), done);
    }
}
