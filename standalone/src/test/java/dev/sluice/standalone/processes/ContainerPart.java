package dev.sluice.standalone.processes;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.containers.GenericContainer;

/** A part in a container, which keeps its disk and its ports from one start to the next. */
class ContainerPart implements Part {
  private final String name;
  private final GenericContainer<?> container;

  ContainerPart(String name, GenericContainer<?> container) {
    this.name = name;
    this.container = container;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    if (container.getContainerId() != null) {
      docker().startContainerCmd(container.getContainerId()).exec();
    } else {
      container.start();
    }
  }

  @Override
  public boolean alive() {
    return container.isRunning();
  }

  @Override
  public void kill() {
    if (alive()) {
      docker().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void stop() {
    if (alive()) {
      docker().stopContainerCmd(container.getContainerId()).exec();
    }
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }
}
