package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;

/** The engine itself, for what our sandboxes are measured against, and to look at them from outside. */
public final class EngineClient {
    private EngineClient() {}

    public static DockerClient open() {
        URI host = URI.create("unix:///var/run/docker.sock");
        return DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(host.toString())
                        .withApiVersion("1.41")
                        .build(),
                new ZerodepDockerHttpClient.Builder().dockerHost(host).build());
    }
}
