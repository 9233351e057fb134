package io.hv.kvm.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@link RoutedNetworksTest} runs out there: a server that tells who calls, and who sends datagrams, by which address; and
 * what a machine says that is called, whose address it reads.
 */
final class World {

    static final int PORT = 7000;

    private static final int PATIENCE_MILLIS = 5000;

    private World() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(PORT);
                DatagramSocket datagrams = new DatagramSocket(PORT)) {
            for (Runnable each : List.<Runnable>of(() -> serve(server), () -> listen(datagrams))) {
                Thread thread = new Thread(each, "server");
                thread.setDaemon(true);
                thread.start();
            }
            System.out.println("ready");
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(call(line));
            }
        }
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                out.write((socket.getInetAddress().getHostAddress() + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                System.out.println("server: " + e);
            }
        }
    }

    private static void listen(DatagramSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[16], 16);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                System.out.println("datagram from " + packet.getAddress().getHostAddress());
            } catch (IOException e) {
                System.out.println("datagrams: " + e);
            }
        }
    }

    private static String call(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, RoutedNetworks.GUEST_PORT), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return "said "
                    + new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();
        } catch (IOException e) {
            return "failed " + e.getMessage();
        }
    }
}
