/** An Ethernet switch inside this process, and the cables to it. Pure Java; it knows neither guests nor the API. */
@NullMarked
package io.hv.kvm.net.ether;

import org.jspecify.annotations.NullMarked;
