//! EcoLogits 0.11.3, ported exactly: the order of operations is that of the package, because the reference
//! values are compared to the last digits. Input tokens are not counted; the range is that of the model's
//! guessed parameters and of the data centre.

use super::tables::ECOLOGITS as C;

/// Least and most.
pub type Bounds = (f64, f64);

/// What EcoLogits needs to know of a model and its data centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Served {
    /// Active parameters, billions.
    pub active_b: Bounds,
    /// Total parameters, billions.
    pub total_b: Bounds,
    /// Tokens per second, where measured.
    pub tokens_per_second: Option<f64>,
    /// Seconds to the first token, where measured.
    pub first_token_seconds: Option<f64>,
    /// Power usage effectiveness.
    pub pue: Bounds,
    /// Litres on site per kilowatt-hour of computing.
    pub wue: Bounds,
}

/// One request at one end of its range.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Request {
    seconds: f64,
    gpus: f64,
    it_kwh: f64,
    kwh: f64,
    pue: f64,
    wue: f64,
}

/// One request, at its least and its most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Requests {
    least: Request,
    most: Request,
}

/// A request of so many output tokens (reasoning included). `latency_s` is the measured duration; infinite where
/// nobody measured it.
pub fn request(served: &Served, output_tokens: f64, latency_s: f64) -> Requests {
    let end = |active, total, pue, wue| one(served, active, total, pue, wue, output_tokens, latency_s);
    Requests {
        least: end(served.active_b.0, served.total_b.0, served.pue.0, served.wue.0),
        most: end(served.active_b.1, served.total_b.1, served.pue.1, served.wue.1),
    }
}

fn one(served: &Served, active: f64, total: f64, pue: f64, wue: f64, output: f64, latency_s: f64) -> Request {
    let gpu_wh_per_token = C.gpu_energy_per_billion * active + C.gpu_energy_gamma;
    let gpu_kwh = output * (gpu_wh_per_token / 1000.0);
    let seconds_per_token = match served.tokens_per_second {
        Some(speed) => 1.0 / speed,
        None => C.latency_alpha * active + C.latency_beta * C.batch_size + C.latency_gamma,
    };
    let generation_s = output * seconds_per_token + served.first_token_seconds.unwrap_or(0.0);
    let seconds = if latency_s < generation_s {
        latency_s
    } else {
        generation_s
    };
    let memory_gb = 1.2 * total * C.model_bits / 8.0;
    let gpus = next_power_of_two((memory_gb / C.gpu_memory_gb).ceil());
    let server_kwh = (seconds / 3600.0) * C.server_power_kw * (gpus / C.server_gpus) * (1.0 / C.batch_size);
    let it_kwh = server_kwh + gpus * gpu_kwh;
    Request {
        seconds,
        gpus,
        it_kwh,
        kwh: pue * it_kwh,
        pue,
        wue,
    }
}

fn next_power_of_two(count: f64) -> f64 {
    let mut power = 1.0;
    while power < count {
        power *= 2.0;
    }
    power
}

impl Requests {
    fn ends(&self, of: impl Fn(&Request) -> f64) -> Bounds {
        (of(&self.least), of(&self.most))
    }

    /// Energy, kilowatt-hours.
    pub fn kwh(&self) -> Bounds {
        self.ends(|request| request.kwh)
    }

    /// Water that cools the computing on site, litres.
    pub fn cooling_l(&self) -> Bounds {
        self.ends(|request| request.it_kwh * request.wue)
    }

    /// Carbon of making the hardware, kilograms of CO2 equivalent.
    pub fn made_kgco2e(&self) -> Bounds {
        self.embodied(C.server_embodied_kgco2e, C.gpu_embodied_kgco2e)
    }

    /// Water, litres, on a grid of so many litres per kilowatt-hour.
    pub fn water_l(&self, grid: f64) -> Bounds {
        self.ends(|request| request.it_kwh * (request.wue + request.pue * grid))
    }

    /// Share of making the hardware, in the unit of what a server without GPUs and one GPU cost to make.
    pub fn embodied(&self, server: f64, gpu: f64) -> Bounds {
        self.ends(|request| {
            let made = (request.gpus / C.server_gpus) * server + request.gpus * gpu;
            request.seconds * made / (C.lifetime_s * C.batch_size)
        })
    }

    /// Use and making together, with a grid factor per kilowatt-hour.
    pub fn total(&self, grid: f64, server: f64, gpu: f64) -> Bounds {
        let (least, most) = self.embodied(server, gpu);
        (self.least.kwh * grid + least, self.most.kwh * grid + most)
    }

    /// Carbon of use and making, kilograms of CO2 equivalent.
    pub fn kgco2e(&self, grid: f64) -> Bounds {
        self.total(grid, C.server_embodied_kgco2e, C.gpu_embodied_kgco2e)
    }
}
