//! Opens a model on a provider, and finds out which provider and precision really run it.

use std::{
    any::Any,
    borrow::Cow,
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use ort::{
    ep::{self, ArbitrarilyConfigurableExecutionProvider, ExecutionProvider},
    logging::LogLevel,
    session::{
        HasSelectedOutputs, OutputSelector, RunOptions, Session, SessionInputValue, builder::GraphOptimizationLevel,
    },
    value::{DynValue, Outlet, Tensor, TensorElementType, TensorRef, ValueType},
};

use super::{
    engine::{Backend, Engine, Kind as Backing, Precision, Prefer},
    error::{DetectError, ModelError},
    head::{Data, Head, Kind, Output, OutputInfo, shape_text},
    orientation::Orientation,
    tensor::TensorBuffer,
};
use crate::{
    model::{Family, Manifest},
    scan::Plane,
    tile::Tile,
};

/// Who is asked to run a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provider {
    OpenVino { bf16: bool },
    Cpu,
    Tract,
}

/// What runs a model, as far as it could be found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) provider: String,
    pub(super) precision: String,
}

/// One session with its buffers.
pub(super) struct Runner {
    session: Session,
    options: Option<RunOptions<HasSelectedOutputs>>,
    picture: String,
    size: Option<String>,
    /// Columns and rows of the input.
    pixels: [i64; 2],
    outputs: Vec<String>,
    shape: [usize; 4],
    tensor: TensorBuffer,
}

/// What was read from a tile's outputs, where the tile lies in the upright input, and milliseconds spent.
pub(super) struct Ran<T> {
    pub(super) seen: T,
    pub(super) placement: super::tensor::Placement,
    pub(super) tensor_ms: f32,
    pub(super) inference_ms: f32,
    pub(super) head_ms: f32,
}

/// Nodes of the graph that each provider was given, by the provider's name in ONNX Runtime.
type Placed = BTreeMap<String, usize>;

/// Providers to try, best first, for what was asked.
pub(super) fn candidates(engine: &Engine) -> Vec<Provider> {
    let openvino = Provider::OpenVino { bf16: engine.precision() == Precision::Auto && has_bf16() };
    match (engine.backend().kind, engine.prefer()) {
        (Backing::Tract, _) => vec![Provider::Tract],
        (Backing::OnnxRuntime, Prefer::OpenVino) => vec![openvino],
        (Backing::OnnxRuntime, Prefer::Cpu) => vec![Provider::Cpu],
        (Backing::OnnxRuntime, _) => match ep::OpenVINO::is_available() {
            Ok(true) => vec![openvino, Provider::Cpu],
            _ => vec![Provider::Cpu],
        },
    }
}

/// Whether the processor multiplies bf16. Every processor with AMX for it has these instructions too.
fn has_bf16() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        std::arch::is_x86_feature_detected!("avx512bf16")
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        false
    }
}

/// Opens `onnx` on the first provider that runs it.
pub(super) fn open_first(
    engine: &Engine,
    manifest: &Manifest,
    onnx: &[u8],
) -> Result<(Provider, Running, Runner, Head), ModelError> {
    let providers = candidates(engine);
    let mut refused = Vec::new();
    for (place, provider) in providers.iter().enumerate() {
        let last = place + 1 == providers.len();
        match open(engine.backend(), *provider, onnx) {
            Ok((session, placed)) => {
                let running = running(engine, *provider, &placed, onnx);
                if matches!(provider, Provider::OpenVino { .. }) && running.provider == "CPU" {
                    let reason = "it took none of the model's nodes".to_owned();
                    if last {
                        return Err(ModelError::Provider { asked: Prefer::OpenVino, reason });
                    }
                    refused.push(reason);
                    continue;
                }
                let (runner, head) = Runner::new(session, *provider, manifest)?;
                if !refused.is_empty() {
                    tracing::warn!(
                        reason = refused.join("; "), provider = %running.provider,
                        "OpenVINO does not run this model: another provider is used, which takes longer"
                    );
                }
                return Ok((*provider, running, runner, head));
            }
            Err(error) if last => return Err(unreadable(engine, *provider, onnx, error, &refused)),
            Err(error) => refused.push(error.to_string()),
        }
    }
    Err(ModelError::Provider { asked: engine.prefer(), reason: "no provider is left".to_owned() })
}

/// Opens one more session on a provider that has run the model before.
pub(super) fn open_more(
    engine: &Engine,
    provider: Provider,
    manifest: &Manifest,
    onnx: &[u8],
) -> Result<Runner, ModelError> {
    let (session, _) =
        open(engine.backend(), provider, onnx).map_err(|error| unreadable(engine, provider, onnx, error, &[]))?;
    Ok(Runner::new(session, provider, manifest)?.0)
}

fn unreadable(engine: &Engine, provider: Provider, onnx: &[u8], source: ort::Error, refused: &[String]) -> ModelError {
    if let Some(location) = external_data(onnx) {
        return ModelError::ExternalData { location };
    }
    let asked_openvino = engine.prefer() == Prefer::OpenVino;
    if asked_openvino && !ep::OpenVINO::is_available().unwrap_or(false) {
        let reason = "this build of ONNX Runtime does not have it; `cargo xtask engine` installs one that does";
        return ModelError::Provider { asked: Prefer::OpenVino, reason: reason.to_owned() };
    }
    let name = match provider {
        Provider::OpenVino { .. } => "ONNX Runtime with OpenVINO",
        Provider::Cpu => "ONNX Runtime",
        Provider::Tract => "tract, the embedded engine (ONNX Runtime may still be able to)",
    };
    tracing::debug!(?refused, "providers that refused the model before");
    ModelError::Unreadable { engine: name.to_owned(), source }
}

fn open(backend: &Backend, provider: Provider, onnx: &[u8]) -> Result<(Session, Placed), ort::Error> {
    let placed = Arc::new(Mutex::new(Placed::new()));
    let seen = Arc::clone(&placed);
    let mut builder = Session::builder(&backend.environment)?.with_optimization_level(GraphOptimizationLevel::All)?;
    if provider != Provider::Tract {
        // ONNX Runtime tells where it puts the nodes of a graph in its log alone.
        builder = builder
            .with_intra_threads(1)?
            .with_inter_threads(1)?
            .with_log_level(LogLevel::Verbose)?
            .with_logger(Arc::new(move |level, _category, _id, _location, message: &str| {
                if let Some((name, nodes)) = placement(message) {
                    *seen.lock().unwrap_or_else(PoisonError::into_inner).entry(name.to_owned()).or_default() += nodes;
                }
                match level {
                    LogLevel::Verbose | LogLevel::Info => {}
                    LogLevel::Warning => tracing::debug!(target: "onnxruntime", "{message}"),
                    LogLevel::Error | LogLevel::Fatal => tracing::warn!(target: "onnxruntime", "{message}"),
                }
            }))?;
    }
    if let Provider::OpenVino { bf16 } = provider {
        let precision = if bf16 { "bf16" } else { "f32" };
        // Only JSON itself is taken here: a file's path is passed over in silence. Pinned, as they are by default, the
        // threads of all sessions share the first core.
        let config = format!(r#"{{"CPU":{{"INFERENCE_PRECISION_HINT":"{precision}","ENABLE_CPU_PINNING":"NO"}}}}"#);
        let openvino = ep::OpenVINO::default().with_device_type("CPU").with_num_threads(1);
        let openvino = openvino.with_arbitrary_config("load_config", config).build().error_on_failure();
        builder = builder.with_execution_providers([openvino])?;
    }
    let session = guarded(|| builder.commit_from_memory(onnx)).unwrap_or_else(|crash| Err(ort::Error::new(crash)))?;
    let placed = placed.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((session, placed))
}

/// `All nodes placed on [CPUExecutionProvider]. Number of nodes: 57`
fn placement(message: &str) -> Option<(&str, usize)> {
    let (name, rest) = message.split_once("placed on [")?.1.split_once(']')?;
    let nodes = rest.split_once("Number of nodes: ")?.1;
    Some((name, nodes.trim().parse().ok()?))
}

fn running(engine: &Engine, provider: Provider, placed: &Placed, onnx: &[u8]) -> Running {
    let short = |name: &String| name.strip_suffix("ExecutionProvider").unwrap_or(name).to_owned();
    let (provider_name, float) = match provider {
        Provider::Tract => ("tract".to_owned(), "f32"),
        Provider::Cpu => ("CPU".to_owned(), "f32"),
        Provider::OpenVino { bf16 } => {
            let name = match placed.len() {
                0 => "OpenVINO (unconfirmed)".to_owned(),
                // The provider that was asked for first: what it left went to the CPU provider.
                _ => placed.keys().rev().map(short).collect::<Vec<_>>().join("+"),
            };
            let float = if name == "CPU" { "f32" } else { measured_precision(engine.backend(), bf16) };
            (name, float)
        }
    };
    // Operators of quantised models; the names lie in the file as they are.
    let quantised = ["QuantizeLinear", "QLinearConv", "ConvInteger"]
        .iter()
        .any(|name| onnx.windows(name.len()).any(|window| window == name.as_bytes()));
    let precision = if quantised { format!("int8+{float}") } else { float.to_owned() };
    Running { provider: provider_name, precision }
}

/// A convolution with the identity, to see what becomes of two numbers that lower precisions cannot hold.
const PROBE: &[u8] = include_bytes!("probe.onnx");

/// What OpenVINO calculates in, found by trying it: a hint is no promise.
fn measured_precision(backend: &Backend, bf16: bool) -> &'static str {
    let measure = || -> Result<&'static str, ort::Error> {
        let (mut session, _) = open(backend, Provider::OpenVino { bf16 }, PROBE)?;
        // bf16 has 8 significant bits, f16 has 11, f32 has 24.
        let [fine, coarse] = [1.0 + 2f32.powi(-14), 1.0 + 2f32.powi(-9)];
        let values: Vec<f32> = [fine, coarse].into_iter().cycle().take(16 * 8 * 8).collect();
        let outputs = session.run(ort::inputs![TensorRef::from_array_view(([1usize, 16, 8, 8], &values[..]))?])?;
        let (_, found) = outputs[0].try_extract_tensor::<f32>()?;
        Ok(match found {
            [a, b, ..] if (a - fine).abs() < 1e-6 && (b - coarse).abs() < 1e-6 => "f32",
            [_, b, ..] if (b - coarse).abs() < 1e-6 => "f16",
            [a, b, ..] if (a - 1.0).abs() < 1e-2 && (b - 1.0).abs() < 1e-2 => "bf16",
            _ => "unknown",
        })
    };
    let measured = || match guarded(measure) {
        Ok(Ok(precision)) => Some(precision),
        Ok(Err(error)) => {
            tracing::debug!(%error, "the precision could not be measured");
            None
        }
        Err(crash) => {
            tracing::debug!(crash, "the precision could not be measured");
            None
        }
    };
    backend.measured[usize::from(bf16)].get_or_init(measured).unwrap_or("unknown")
}

/// The second file that a model keeps weights in: protobuf field 1 `location`, field 2 the name.
fn external_data(onnx: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"\x0a\x08location\x12";
    let start = onnx.windows(MARK.len()).position(|window| window == MARK)? + MARK.len();
    let length = usize::from(*onnx.get(start)?);
    let name = onnx.get(start + 1..start + 1 + length)?;
    (length < 128).then(|| String::from_utf8_lossy(name).into_owned())
}

/// Runs `f` and turns a panic in it, or in the engine below, into its message.
fn guarded<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
    })
}

impl Runner {
    fn new(session: Session, provider: Provider, manifest: &Manifest) -> Result<(Self, Head), ModelError> {
        let (picture, size) = inputs(manifest, session.inputs())?;
        let outputs: Vec<OutputInfo> = session.outputs().iter().map(describe).collect();
        let head = Head::plan(manifest, &outputs)?;
        // tract answers in tensors of its own and leaves the buffers as they were.
        let options = match provider {
            Provider::OpenVino { .. } | Provider::Cpu => run_options(&head, &outputs).ok(),
            Provider::Tract => None,
        };
        let runner = Self {
            session,
            options,
            picture,
            size,
            pixels: [manifest.input.width.into(), manifest.input.height.into()],
            outputs: head.outputs().to_vec(),
            shape: manifest.input.shape(),
            tensor: TensorBuffer::new(&manifest.input),
        };
        Ok((runner, head))
    }

    /// Searches one tile, laid in an `orientation`, and has the head's outputs read. The outer error is a crash, after
    /// which this session must not be used again.
    pub(super) fn run<T>(
        &mut self,
        rgb: &Plane<[u8; 3]>,
        tile: &Tile,
        orientation: Orientation,
        read_outputs: impl FnOnce(&[Output<'_>]) -> Result<T, DetectError>,
    ) -> Result<Result<Ran<T>, DetectError>, String> {
        guarded(|| {
            let started = Instant::now();
            let placement = self.tensor.fill(rgb, tile)?;
            let values = self.tensor.values(orientation);
            let filled = Instant::now();
            let picture = TensorRef::from_array_view((self.shape, values))?;
            let mut inputs: Vec<(Cow<'_, str>, SessionInputValue<'_>)> =
                vec![(self.picture.as_str().into(), picture.into())];
            // Boxes come out in pixels of the size that goes in here, width first: those of the input.
            let size = self.pixels;
            if let Some(name) = &self.size {
                inputs.push((name.as_str().into(), TensorRef::from_array_view(([1usize, 2], &size[..]))?.into()));
            }
            let outputs = match &self.options {
                Some(options) => self.session.run_with_options(inputs, options)?,
                None => self.session.run(inputs)?,
            };
            let ran = Instant::now();
            let mut found = Vec::with_capacity(self.outputs.len());
            for name in &self.outputs {
                let missing = || DetectError::Shape(format!("output \"{name}\" is missing"));
                found.push(read(name, outputs.get(name).ok_or_else(missing)?)?);
            }
            let seen = read_outputs(&found)?;
            Ok(Ran {
                seen,
                placement,
                tensor_ms: ms(filled - started),
                inference_ms: ms(ran - filled),
                head_ms: ms(ran.elapsed()),
            })
        })
    }
}

/// Longest output in floats that gets a buffer of its own: a damaged model may declare any length.
const MAX_KEPT: usize = 1 << 24;

/// How ONNX Runtime runs: less talkative than while loading, and into buffers that are kept. For each output that the engine
/// allocates, `ort` 2.0.0-rc.14 asks for its type and never gives that back, 272 bytes a run; only outputs whose length the
/// model leaves open are still allocated. The buffers begin as no numbers, so that an engine which leaves them alone is an
/// error and never a tile without detections.
fn run_options(head: &Head, outputs: &[OutputInfo]) -> Result<RunOptions<HasSelectedOutputs>, ort::Error> {
    let mut options = RunOptions::new()?;
    options.set_log_level(LogLevel::Warning)?;
    let mut selector = OutputSelector::no_default();
    for name in head.outputs() {
        selector = selector.with(name);
        let shape = outputs.iter().find(|output| output.name == *name && output.kind == Kind::F32);
        let shape: Option<Vec<usize>> =
            shape.and_then(|output| output.shape.iter().map(|length| usize::try_from(*length).ok()).collect());
        if let Some(shape) = shape {
            let length = shape.iter().try_fold(1_usize, |length, axis| length.checked_mul(*axis));
            if let Some(length) = length.filter(|length| *length <= MAX_KEPT) {
                selector = selector.preallocate(name, Tensor::from_array((shape, vec![f32::NAN; length]))?);
            }
        }
    }
    Ok(options.with_outputs(selector))
}

/// In milliseconds.
pub(super) fn ms(duration: std::time::Duration) -> f32 {
    duration.as_secs_f32() * 1e3
}

fn read<'a>(name: &'a str, value: &'a DynValue) -> Result<Output<'a>, DetectError> {
    let ValueType::Tensor { ty, .. } = value.dtype() else {
        return Err(DetectError::Shape(format!("output \"{name}\" is no tensor")));
    };
    let (shape, data) = match ty {
        TensorElementType::Int64 => {
            let (shape, data) = value.try_extract_tensor::<i64>()?;
            (shape, Data::I64(data))
        }
        TensorElementType::Int32 => {
            let (shape, data) = value.try_extract_tensor::<i32>()?;
            (shape, Data::I32(data))
        }
        _ => {
            let (shape, data) = value.try_extract_tensor::<f32>()?;
            (shape, Data::F32(data))
        }
    };
    Ok(Output { name, shape, data })
}

fn describe(outlet: &Outlet) -> OutputInfo {
    let (kind, shape) = match outlet.dtype() {
        ValueType::Tensor { ty, shape, .. } => (kind(*ty), shape.to_vec()),
        other => (Kind::Other(format!("{other}")), Vec::new()),
    };
    OutputInfo { name: outlet.name().to_owned(), kind, shape }
}

fn kind(element: TensorElementType) -> Kind {
    match element {
        TensorElementType::Float32 => Kind::F32,
        TensorElementType::Int64 => Kind::I64,
        TensorElementType::Int32 => Kind::I32,
        other => Kind::Other(other.to_string()),
    }
}

/// The names of the input for the picture and, where there is one, of that for the picture's size.
fn inputs(manifest: &Manifest, inputs: &[Outlet]) -> Result<(String, Option<String>), ModelError> {
    let inputs: Vec<OutputInfo> = inputs.iter().map(describe).collect();
    let text = |input: &OutputInfo| format!("\"{}\" {} {}", input.name, input.kind, shape_text(&input.shape));
    let list = inputs.iter().map(text).collect::<Vec<_>>().join("; ");
    let fault = |message: String| Err(ModelError::Input(message));
    let picture = match &manifest.input.name {
        Some(name) => match inputs.iter().find(|input| input.name == *name) {
            Some(input) => input,
            None => return fault(format!("input.name is \"{name}\", but the model's inputs are: {list}")),
        },
        None => {
            let mut shaped = inputs.iter().filter(|input| input.shape.len() == 4);
            match (shaped.next(), shaped.next()) {
                (Some(input), None) => input,
                (Some(_), Some(_)) => {
                    return fault(format!("several inputs have four axes; name one as input.name: {list}"));
                }
                (None, _) => {
                    return fault(format!(
                        "no input has four axes, as a picture needs; the model's inputs are: {list}"
                    ));
                }
            }
        }
    };
    if picture.kind != Kind::F32 {
        return fault(format!(
            "input \"{}\" is of type {}, but pictures are handed over as float32: export the model with float32 inputs",
            picture.name, picture.kind
        ));
    }
    let expected = manifest.input.shape();
    let fits = picture.shape.len() == 4
        && picture
            .shape
            .iter()
            .zip(expected)
            .all(|(found, length)| *found < 0 || usize::try_from(*found) == Ok(length));
    if !fits {
        let expected = expected.map(|length| i64::try_from(length).unwrap_or(i64::MAX));
        return fault(format!(
            "input \"{}\" has the shape {}, but width, height, layout and colour in the manifest give {}",
            picture.name,
            shape_text(&picture.shape),
            shape_text(&expected)
        ));
    }
    let mut others = inputs.iter().filter(|input| input.name != picture.name);
    let is_size = |input: &OutputInfo| {
        manifest.family == Family::Detr
            && input.kind == Kind::I64
            && matches!(input.shape[..], [batch, two] if (batch < 0 || batch == 1) && (two < 0 || two == 2))
    };
    match (others.next(), others.next()) {
        (None, _) => Ok((picture.name.clone(), None)),
        (Some(size), None) if is_size(size) => Ok((picture.name.clone(), Some(size.name.clone()))),
        _ => fault(format!(
            "besides the picture, only family detr takes an input, int64 [1, 2] for the picture's size; the model's inputs \
             are: {list}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placements_are_read_from_the_log() {
        let all = " All nodes placed on [OpenVINOExecutionProvider]. Number of nodes: 1";
        assert_eq!(placement(all), Some(("OpenVINOExecutionProvider", 1)));
        let some = " Node(s) placed on [CPUExecutionProvider]. Number of nodes: 57";
        assert_eq!(placement(some), Some(("CPUExecutionProvider", 57)));
        assert_eq!(placement("Use DeviceBasedPartition as default"), None);
    }

    #[test]
    fn a_second_file_of_weights_is_named() {
        let mut onnx = b"\x08\x08junk".to_vec();
        assert_eq!(external_data(&onnx), None);
        onnx.extend_from_slice(b"\x0a\x08location\x12\x0dnet.onnx.data");
        assert_eq!(external_data(&onnx).as_deref(), Some("net.onnx.data"));
        onnx.truncate(onnx.len() - 3);
        assert_eq!(external_data(&onnx), None);
    }

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(guarded(|| -> u8 { panic!("engine on fire") }), Err("engine on fire".to_owned()));
    }
}
